package polymnist.warehouse;

import com.typesafe.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifests of published runs, and the order of their publication. */
final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  /** Of so many runs that are published at the same moment each gets its place. */
  private static final int MAX_AT_ONCE = 100;

  private final Path root;
  private final FileSystem files;
  private final Map<Path, ReadManifest> read = new ConcurrentHashMap<>();

  private record ReadManifest(String version, Optional<RunManifest> manifest) {}

  Runs(Path root, FileSystem files) {
    this.root = root;
    this.files = files;
  }

  Path manifestFile(String runId) {
    return new Path(new Path(root, "runs"), runId + ".json");
  }

  /** Returns all manifests, oldest first; torn ones are left out, loudly. */
  List<RunManifest> list() {
    List<RunManifest> runs = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(new Path(root, "runs"))) {
        String name = status.getPath().getName();
        if (name.endsWith(".json") && !name.startsWith(".") && !name.startsWith("_")) {
          manifest(status).ifPresent(runs::add);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the runs of " + root, e);
    }
    runs.sort(Comparator.comparingLong(RunManifest::sequence).thenComparing(RunManifest::runId));
    return runs;
  }

  /** Returns the files of the manifests that {@link #list} leaves out. */
  List<Path> torn() {
    list();
    return read.keySet().stream().filter(f -> read.get(f).manifest().isEmpty()).sorted().toList();
  }

  /** Manifests never change: each is read once, as planning asks for all of them at each table. */
  private Optional<RunManifest> manifest(FileStatus file) throws IOException {
    Path path = file.getPath();
    String version = file.getLen() + "@" + file.getModificationTime();
    ReadManifest known = read.get(path);
    if (known != null && known.version().equals(version)) {
      return known.manifest();
    }
    Optional<RunManifest> manifest = manifest(path);
    read.put(path, new ReadManifest(version, manifest));
    return manifest;
  }

  private Optional<RunManifest> manifest(Path path) throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      RunManifest manifest = RunManifest.ofJson(json);
      if (!path.getName().equals(manifest.runId() + ".json")) {
        throw new IllegalArgumentException("it is of the run " + manifest.runId());
      }
      return Optional.of(manifest);
    } catch (FileNotFoundException e) {
      // Java says the same of a file that this user may not read, which is not gone.
      if (files.exists(path)) {
        throw new IOException(path + " is there, but cannot be opened: may this user read it?", e);
      }
      return Optional.empty();
    } catch (ChecksumException | ConfigException | IllegalArgumentException e) {
      LOG.warn(
          "the run of {} is left out, its manifest cannot be used: {}; put that file back, or remove"
              + " it and run the job again that it names",
          path,
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Takes the next place in the order of publication. No other run gets it, even if this one dies.
   */
  long takeSequence(String runId) throws IOException {
    Path taken = new Path(root, "_sequence");
    long last = list().stream().mapToLong(RunManifest::sequence).max().orElse(0);
    for (Path number : Listing.of(files, taken)) {
      if (number.getName().matches("\\d{1,18}")) {
        last = Math.max(last, Long.parseLong(number.getName()));
      }
    }
    for (long next = last + 1; ; next++) {
      Path number = new Path(taken, Long.toString(next));
      try (OutputStream out = NewFile.create(files, number)) {
        out.write(runId.getBytes(StandardCharsets.UTF_8));
        return next;
      } catch (IOException e) {
        if (next == last + MAX_AT_ONCE || !NewFile.isTaken(files, number, e)) {
          throw e;
        }
      }
    }
  }

  /** What is published stays so, whatever becomes of the catalogue. */
  void writeCatalogue() {
    Path catalogue = new Path(root, DuckDbCatalogue.FILE);
    try {
      List<RunManifest> written;
      do {
        // Again where another run was published meanwhile, whose process may have written before.
        written = list();
        String sql = DuckDbCatalogue.of(root, Warehouse.tables(written));
        WholeFile.put(files, catalogue, sql.getBytes(StandardCharsets.UTF_8));
      } while (!list().equals(written));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot write {}: {}", catalogue, e.getMessage());
    }
  }
}
