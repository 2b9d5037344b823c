package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run a job in a warehouse, which one process at a time has: {@code _leases/JOB}. Its
 * holder writes it anew while it lives. A process that was killed loses it: at once for those on
 * its host, after {@link #DEAD} for others.
 */
public final class Lease implements AutoCloseable {
  /** A holder on another host that has not been heard of for so long is dead. */
  static final Duration DEAD = Duration.ofMinutes(3);

  private static final Duration BEAT = Duration.ofSeconds(20);

  /** How often a file without a name is looked at before it is taken for torn. */
  private static final int LOOKS = 5;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final FileSystem files;
  private final Path file;
  private final LeaseHolder holder;
  private final Thread beats;

  /** Another process runs the job in this warehouse. */
  public static final class Held extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Held(String job, Path file, LeaseHolder holder) {
      super(
          ("%s runs already in this warehouse, as process %s on %s since %s: wait for its end, or"
                  + " stop it; where it is surely gone, delete %s")
              .formatted(
                  job, Long.toString(holder.process()), holder.host(), holder.since(), file));
    }
  }

  /**
   * A process.
   *
   * @param host where it runs
   * @param process its number there
   * @param since when it was started, which tells it from a later one of the same number
   */
  record LeaseHolder(String host, long process, String since) {
    static LeaseHolder self() {
      return of(ProcessHandle.current());
    }

    static LeaseHolder of(ProcessHandle process) {
      Instant started = process.info().startInstant().orElse(Instant.EPOCH);
      return new LeaseHolder(hostName(), process.pid(), started.toString());
    }

    /** Returns what {@link #toString} wrote; none when it is torn. */
    static Optional<LeaseHolder> parse(String text) {
      String[] words = text.strip().split(" ", -1);
      return words.length == 3 && words[1].matches("\\d{1,18}")
          ? Optional.of(new LeaseHolder(words[0], Long.parseLong(words[1]), words[2]))
          : Optional.empty();
    }

    boolean isHere() {
      return host.equals(hostName());
    }

    boolean isRunningHere() {
      return ProcessHandle.of(process).filter(ProcessHandle::isAlive).map(LeaseHolder::of).stream()
          .anyMatch(this::equals);
    }

    @Override
    public String toString() {
      return host + " " + process + " " + since;
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown";
      }
    }
  }

  private Lease(FileSystem files, Path file, LeaseHolder holder) {
    this.files = files;
    this.file = file;
    this.holder = holder;
    this.beats = new Thread(this::heartbeat, "lease");
    beats.setDaemon(true);
    beats.start();
  }

  /**
   * Takes the lease of a job.
   *
   * @throws Held when a living process has it
   */
  static Lease take(FileSystem files, Path file, String job) {
    LeaseHolder self = LeaseHolder.self();
    try {
      if (isAbandoned(files, file, job)) {
        files.delete(file, false);
      }
      try (OutputStream out = NewFile.create(files, file)) {
        out.write(self.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // Of several who come at once one is the first; the others find its file.
        isAbandoned(files, file, job);
        throw e;
      }
      return new Lease(files, file, self);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Looks whether a job could begin.
   *
   * @throws Held when a living process has its lease
   */
  static void refuseIfHeld(FileSystem files, Path file, String job) {
    try {
      isAbandoned(files, file, job);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns whether there is a file, of a process that is dead; refuses one that lives. */
  private static boolean isAbandoned(FileSystem files, Path file, String job) throws IOException {
    for (int look = 1; ; look++) {
      if (!files.exists(file)) {
        return false;
      }
      Optional<LeaseHolder> holder;
      long age;
      try (FSDataInputStream in = files.open(file)) {
        holder = LeaseHolder.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        age = System.currentTimeMillis() - files.getFileStatus(file).getModificationTime();
      } catch (FileNotFoundException e) {
        return false;
      }
      if (holder.isPresent()) {
        if (holder.get().isHere() ? holder.get().isRunningHere() : age < DEAD.toMillis()) {
          throw new Held(job, file, holder.get());
        }
        return true;
      }
      // Torn by a process that died, or not yet written by one that has just made it.
      if (look == LOOKS) {
        return true;
      }
      pause();
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void heartbeat() {
    try {
      while (true) {
        Thread.sleep(BEAT.toMillis());
        beat();
      }
    } catch (InterruptedException e) {
      // The lease is given back.
    }
  }

  private void beat() {
    try (OutputStream out = files.create(file, true)) {
      out.write(holder.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  @Override
  public void close() {
    beats.interrupt();
    try {
      beats.join(BEAT.toMillis());
      files.delete(file, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", file, e.getMessage());
    }
  }
}
