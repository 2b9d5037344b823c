package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir private Path folder;
  private Warehouse warehouse;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    warehouse = Warehouse.at(folder.toString(), new Configuration());
    file = folder.resolve("_leases/train");
    Files.createDirectories(file.getParent());
  }

  private void assertHeld(String by) {
    for (Runnable asking :
        new Runnable[] {
          () -> warehouse.refuseIfRunning("train"), () -> warehouse.lease("train").close()
        }) {
      assertThatThrownBy(asking::run)
          .isInstanceOf(Lease.Held.class)
          .hasMessageStartingWith("train runs already in this warehouse, as process " + by);
    }
  }

  @Test
  void oneProcessAtATimeRunsAJobAndOthersRunOtherJobs() {
    try (Lease lease = warehouse.lease("train")) {
      assertThat(lease).isNotNull();
      assertHeld(Long.toString(ProcessHandle.current().pid()));
      warehouse.lease("evaluate").close();
    }
    assertThat(file).doesNotExist();
    warehouse.lease("train").close();
  }

  @Test
  void aKilledProcessLosesItsLeaseAtOnce() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    Files.writeString(file, Lease.LeaseHolder.of(other.toHandle()).toString());
    assertHeld(Long.toString(other.pid()));
    other.destroyForcibly().waitFor();
    warehouse.lease("train").close();
  }

  @Test
  void aLaterProcessOfTheSameNumberHasNoLease() throws IOException {
    Lease.LeaseHolder self = Lease.LeaseHolder.self();
    Files.writeString(
        file,
        new Lease.LeaseHolder(self.host(), self.process(), "2020-01-01T00:00:00Z").toString());
    warehouse.lease("train").close();
  }

  @Test
  void aProcessOnAnotherHostHasItWhileItIsHeardOf() throws IOException {
    Files.writeString(file, "elsewhere 17 2026-01-01T00:00:00Z");
    assertHeld("17 on elsewhere");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Lease.DEAD.plusSeconds(1))));
    warehouse.lease("train").close();
  }

  @Test
  void ofTwoWhoComeAtTheSameMomentOneHasIt() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertThat(LeaseRace.winners(warehouse, "job" + i % 3)).as("try %s", i).isOne();
    }
  }

  @Test
  void aTornLeaseIsNobodys() throws IOException {
    Files.writeString(file, "elsewh");
    warehouse.lease("train").close();
  }
}
