package polymnist.warehouse;

import com.typesafe.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of all results, on any Hadoop file system. It alone knows paths:
 *
 * <pre>
 * TABLE/run_id=RUN/part-*.parquet   immutable, one folder a run
 * runs/RUN.json                     the manifest, written last: what it lists is published
 * _staging/RUN/TABLE/               a run not yet published; readers never look here
 * _sequence/NUMBER                  the run that took this place in the order of publication
 * _leases/JOB                       the process that runs a job now
 * _cache/WHAT/                      what can be made again: shards, checkpoints
 * _code/SHA-256                     the classes that runs were made by, to tell which have changed
 * catalog.sql                       views of the latest run of each table, for DuckDB
 * _running/TABLE/                   what a running job lets be watched
 * </pre>
 *
 * Nothing is ever overwritten in place. Readers see the runs that have a whole manifest.
 */
public final class Warehouse {
  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  /** Of so many runs that are published at the same moment each gets its place. */
  private static final int MAX_AT_ONCE = 100;

  private final Path root;
  private final FileSystem files;
  private final Map<Path, ReadManifest> read = new ConcurrentHashMap<>();

  private record ReadManifest(String version, Optional<RunManifest> manifest) {}

  private Warehouse(Path root, FileSystem files) {
    this.root = root;
    this.files = files;
  }

  /** Opens the warehouse at {@code root}, which need not exist yet. */
  public static Warehouse at(String root, Configuration hadoop) {
    Path path = new Path(root);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      return new Warehouse(files.makeQualified(path), files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the warehouse " + root, e);
    }
  }

  /** Returns the manifests of all published runs, oldest first; torn ones are left out, loudly. */
  public List<RunManifest> runs() {
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

  /** Manifests never change: each is read once, as planning asks for all of them at each table. */
  private Optional<RunManifest> manifest(FileStatus file) {
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

  private Optional<RunManifest> manifest(Path path) {
    try (FSDataInputStream in = files.open(path)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      RunManifest manifest = RunManifest.ofJson(json);
      if (!path.getName().equals(manifest.runId() + ".json")) {
        throw new IllegalArgumentException("it is of the run " + manifest.runId());
      }
      return Optional.of(manifest);
    } catch (FileNotFoundException e) {
      // Removed since it was listed.
      return Optional.empty();
    } catch (ChecksumException | ConfigException | IllegalArgumentException e) {
      LOG.warn("the run of {} is left out, its manifest cannot be used: {}", path, e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /**
   * Takes the next place in the order of publication. No other run gets it, even if this one dies.
   */
  long takeSequence(String runId) throws IOException {
    Path taken = new Path(root, "_sequence");
    long last = runs().stream().mapToLong(RunManifest::sequence).max().orElse(0);
    for (Path number : list(taken)) {
      last = Math.max(last, Long.parseLong(number.getName()));
    }
    for (long next = last + 1; ; next++) {
      Path number = new Path(taken, Long.toString(next));
      try (OutputStream out = NewFile.create(files, number)) {
        out.write(runId.getBytes(StandardCharsets.UTF_8));
        return next;
      } catch (IOException e) {
        // A full disk makes files as well, and cannot fill them.
        if (next == last + MAX_AT_ONCE || !files.exists(number)) {
          throw e;
        }
      }
    }
  }

  /**
   * Compares the files of a table with those that its run has published: their names and sizes.
   *
   * @throws DamagedRun naming the run, the file and what is off
   */
  public void check(String runId, String table) {
    run(runId).ifPresent(run -> check(run, table));
  }

  /**
   * Compares the files of all tables that a run has published with what it says of them.
   *
   * @throws DamagedRun naming the run, the file and what is off
   */
  public void check(RunManifest run) {
    run.tables().keySet().forEach(table -> check(run, table));
  }

  private void check(RunManifest run, String table) {
    RunManifest.Published published = run.tables().get(table);
    if (published != null) {
      PublishedFiles.difference(published, folder(table, run.runId()), files.getConf())
          .ifPresent(
              what -> {
                throw new DamagedRun(run, table, what);
              });
    }
  }

  /**
   * Compares the content of a table's files with what its run has published.
   *
   * @throws DamagedRun naming the run, the file and what is off
   */
  public void verify(SparkSession spark, RunManifest run, String table) {
    check(run, table);
    PublishedFiles.differentContent(spark, run.tables().get(table), folder(table, run.runId()))
        .ifPresent(
            what -> {
              throw new DamagedRun(run, table, what);
            });
  }

  /** Returns the latest published run that wrote {@code table}. */
  public Optional<RunManifest> latest(String table) {
    return runs().stream()
        .filter(run -> run.tables().containsKey(table))
        .reduce((older, newer) -> newer);
  }

  /** Returns a published run. */
  public Optional<RunManifest> run(String runId) {
    return runs().stream().filter(run -> run.runId().equals(runId)).findFirst();
  }

  /** Returns the latest published run of {@code job}. */
  public Optional<RunManifest> latestOf(String job) {
    return runs().stream().filter(run -> run.job().equals(job)).reduce((older, newer) -> newer);
  }

  /** Returns every published table with the runs that wrote it, oldest first. */
  public Map<String, List<RunManifest>> tables() {
    Map<String, List<RunManifest>> tables = new TreeMap<>();
    for (RunManifest run : runs()) {
      run.tables()
          .forEach(
              (name, published) -> {
                if (published.isTable()) {
                  tables.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
                }
              });
    }
    return tables;
  }

  /**
   * Reads a table as some runs published it, {@code run_id} first.
   *
   * @param runIds at least one run that published it
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public Dataset<Row> read(SparkSession spark, String table, List<String> runIds) {
    Dataset<Row> rows = null;
    for (String runId : runIds) {
      check(runId, table);
      Dataset<Row> one = PublishedRows.of(spark, folder(table, runId));
      Column[] columns = new Column[one.columns().length + 1];
      columns[0] = functions.lit(runId).as("run_id");
      for (int i = 0; i < one.columns().length; i++) {
        columns[i + 1] = one.col("`" + one.columns()[i] + "`");
      }
      Dataset<Row> labelled = one.select(columns);
      rows = rows == null ? labelled : rows.unionByName(labelled, true);
    }
    return rows;
  }

  /**
   * Reads columns of a small table without Spark.
   *
   * @param columns of numbers, texts and truths
   * @return values by the names of columns; no value where it is null
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public List<Map<String, Object>> rows(String table, String runId, List<String> columns) {
    check(runId, table);
    Path folder = folder(table, runId);
    List<Path> parquet =
        run(runId).orElseThrow().tables().get(table).content().stream()
            .map(file -> new Path(folder, file.path()))
            .toList();
    return ParquetRows.read(parquet, columns, files.getConf());
  }

  /** Returns the run of an id, or the runs of a name, the oldest first. */
  public List<RunManifest> runsOf(String idOrName) {
    return runs().stream()
        .filter(
            run ->
                run.runId().equals(idOrName)
                    || idOrName.equals(run.provenance().get(RunManifest.NAME)))
        .toList();
  }

  /** Returns the folder in which a published run keeps a table or a folder of files. */
  public Path folder(String table, String runId) {
    return new Path(new Path(root, table), "run_id=" + runId);
  }

  /**
   * Returns a folder of what can be made again at any time.
   *
   * @param what is kept there, such as {@code shards} or {@code checkpoints}
   */
  public Path cache(String what) {
    return new Path(new Path(root, "_cache"), what);
  }

  /**
   * Keeps what a run's code was, once for all runs of that code.
   *
   * @param sha256 of the listing
   */
  public void keepCode(String sha256, String listing) {
    Path file = codeFile(sha256);
    try {
      if (!files.exists(file)) {
        try (FSDataOutputStream out = files.create(file, true)) {
          out.write(listing.getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // It is for explanations alone.
      LOG.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  /** Returns what {@link #keepCode} kept, where it is still there and whole. */
  public Optional<String> code(String sha256) {
    try (FSDataInputStream in = files.open(codeFile(sha256))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .filter(listing -> DigestUtils.sha256Hex(listing).equals(sha256));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Path codeFile(String sha256) {
    return new Path(new Path(root, "_code"), sha256);
  }

  /** Returns the folder of all tables that running jobs let be watched; nothing is published. */
  public Path running() {
    return new Path(root, "_running");
  }

  /** Returns the folder of a table that a running job lets be watched. */
  public Path running(String table) {
    return new Path(running(), table);
  }

  /**
   * Takes the right to run a job, which one process at a time has.
   *
   * @throws Lease.Held when another one runs it
   */
  public Lease lease(String job) {
    return Lease.take(files, leaseFile(job), job);
  }

  /**
   * Looks whether a job could begin.
   *
   * @throws Lease.Held when a process runs it
   */
  public void refuseIfRunning(String job) {
    Lease.refuseIfHeld(files, leaseFile(job), job);
  }

  /**
   * Looks whether any job runs, which may read what it has not told of yet.
   *
   * @throws Lease.Held when a process runs one
   */
  public void refuseIfAnyRuns() {
    try {
      for (Path lease : list(new Path(root, "_leases"))) {
        if (!lease.getName().contains(".")) {
          refuseIfRunning(lease.getName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the leases of " + root, e);
    }
  }

  /** Removes a run: first its manifest, from which moment it is none, and then its files. */
  public void remove(RunManifest run) {
    try {
      files.delete(manifestFile(run.runId()), false);
      for (String table : run.tables().keySet()) {
        files.delete(folder(table, run.runId()), true);
      }
      writeCatalogue();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the run " + run.runId(), e);
    }
  }

  private Path leaseFile(String job) {
    return new Path(new Path(root, "_leases"), job);
  }

  /**
   * Removes what dead runs of a job have left: what they staged, and what they had moved into place
   * before their manifest was written. To be called by the holder of the job's lease.
   *
   * @param tables that the job writes
   */
  public void removeRemains(String job, List<String> tables) {
    Pattern ofJob = Pattern.compile("\\d{8}-\\d{6}-\\d{3}-" + Pattern.quote(job) + "-[0-9a-f]{6}");
    try {
      for (Path staged : list(new Path(root, "_staging"))) {
        if (ofJob.matcher(staged.getName()).matches()) {
          remove(staged);
        }
      }
      for (Path manifest : list(new Path(root, "runs"))) {
        String name = manifest.getName();
        if (name.startsWith("_")
            && name.endsWith(".tmp")
            && ofJob.matcher(name.substring(1, name.length() - 4)).matches()) {
          remove(manifest);
        }
      }
      for (String table : tables) {
        for (Path published : list(new Path(root, table))) {
          String runId = published.getName().replaceFirst("^run_id=", "");
          if (ofJob.matcher(runId).matches() && !files.exists(manifestFile(runId))) {
            remove(published);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove what dead runs have left in " + root, e);
    }
  }

  /**
   * Removes what can be made again and has not been touched for long: shards of tables that are
   * gone, checkpoints of trainings that no one goes on with. Not while any other job runs, as it
   * may read them.
   *
   * @param job the job whose lease the caller holds
   * @param before what was last written before this is old
   */
  public void removeOldCaches(String job, Instant before) {
    try {
      for (Path lease : list(new Path(root, "_leases"))) {
        if (!lease.getName().equals(job)) {
          return;
        }
      }
      for (Path kind : list(new Path(root, "_cache"))) {
        for (Path entry : list(kind)) {
          if (lastWritten(files.getFileStatus(entry)) < before.toEpochMilli()) {
            LOG.info("{} is removed: no job has used it for long", entry);
            files.delete(entry, true);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + new Path(root, "_cache"), e);
    }
  }

  private long lastWritten(FileStatus status) throws IOException {
    long last = status.getModificationTime();
    if (status.isDirectory()) {
      for (FileStatus inner : files.listStatus(status.getPath())) {
        last = Math.max(last, lastWritten(inner));
      }
    }
    return last;
  }

  private List<Path> list(Path folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private void remove(Path remains) throws IOException {
    LOG.warn("{} is removed: the run that wrote it has died", remains);
    files.delete(remains, true);
  }

  private Path manifestFile(String runId) {
    return new Path(new Path(root, "runs"), runId + ".json");
  }

  Path staging(String runId) {
    return new Path(new Path(root, "_staging"), runId);
  }

  public FileSystem files() {
    return files;
  }

  /** Returns the folder of the warehouse, with its scheme. */
  public Path root() {
    return root;
  }

  /** Writes the manifest aside, syncs it to disk and renames it: the moment of publication. */
  void commit(RunManifest run) throws IOException {
    Path folder = new Path(root, "runs");
    files.mkdirs(folder);
    Path aside = new Path(folder, "_" + run.runId() + ".tmp");
    try (FSDataOutputStream out = files.create(aside, true)) {
      out.write(run.toJson().getBytes(StandardCharsets.UTF_8));
      out.hsync();
    }
    Path published = manifestFile(run.runId());
    if (files.exists(published) || !files.rename(aside, published)) {
      throw new IOException("cannot publish " + published + ": it exists already");
    }
    writeCatalogue();
  }

  /** What is published stays so, whatever becomes of the catalogue. */
  private void writeCatalogue() {
    Path catalog = new Path(root, DuckDbCatalogue.FILE);
    try (FSDataOutputStream out = files.create(catalog, true)) {
      out.write(DuckDbCatalogue.of(root, tables()).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", catalog, e.getMessage());
    }
  }
}
