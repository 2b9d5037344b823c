package polymnist.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.setting.UserError;

/**
 * The place of all results, on any Hadoop file system. It alone knows paths:
 *
 * <pre>
 * TABLE/run_id=RUN/part-*.parquet   immutable, one folder a run
 * runs/RUN.json                     the manifest, written last: what it lists is published
 * _staging/RUN/                     a run not yet published: claim, tables, what may be watched
 * _sequence/NUMBER                  the run that took this place in the order of publication
 * _cache/WHAT/                      what can be made again: shards, checkpoints
 * _code/SHA-256                     the classes that runs were made by, to tell which have changed
 * catalog.sql                       views of the latest run of each table, for DuckDB
 * </pre>
 *
 * Nothing is ever overwritten in place. Readers see the runs that have a whole manifest.
 */
public final class Warehouse {
  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  /** Whoever goes on with a training, or trains on the same images again, does so within it. */
  private static final Duration CACHES_KEPT = Duration.ofDays(30);

  private final Path root;
  private final FileSystem files;
  private final String setting;
  private final Runs runs;
  private final Staging staging;

  private Warehouse(Path root, FileSystem files, String setting) {
    this.root = root;
    this.setting = setting;
    this.files = files;
    this.runs = new Runs(root, files);
    this.staging = new Staging(root, files, runs);
  }

  /** As the other, where it is that of the settings by default. */
  public static Warehouse at(String root, Configuration hadoop) {
    return at(root, hadoop, "");
  }

  /**
   * Opens the warehouse at {@code root}, which need not exist yet.
   *
   * @param setting what names it at the end of a command line, after a space; or nothing
   * @throws UserError when no such file system is known here, or a file is in its place
   */
  public static Warehouse at(String root, Configuration hadoop, String setting) {
    Path path = new Path(root);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      if (files.exists(path) && files.getFileStatus(path).isFile()) {
        throw UserError.request(
            "study.warehouse must be a folder, or nothing yet; %s is a file".formatted(root));
      }
      return new Warehouse(files.makeQualified(path), files, setting);
    } catch (UnsupportedFileSystemException e) {
      throw UserError.request(
          "study.warehouse is in no file system that is known here, was %s: write a folder, such as /data/results or hdfs://HOST:8020/results"
              .formatted(root));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the warehouse " + root, e);
    }
  }

  UserError readOnly() {
    return UserError.request(
        "%s may not write in %s: name a folder of yours by study.warehouse=FOLDER"
            .formatted(System.getProperty("user.name"), root));
  }

  /** Returns the command line, for messages, that runs a job on this warehouse. */
  public String command(String job) {
    return "./spark-submit.sh " + job + setting;
  }

  /** Returns the manifests of all published runs, oldest first; torn ones are left out, loudly. */
  public List<RunManifest> runs() {
    return runs.list();
  }

  /** Returns the files of manifests that cannot be used, whose runs count as unpublished. */
  public List<Path> torn() {
    return runs.torn();
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
    return tables(runs());
  }

  static Map<String, List<RunManifest>> tables(List<RunManifest> oldestFirst) {
    Map<String, List<RunManifest>> tables = new TreeMap<>();
    for (RunManifest run : oldestFirst) {
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

  /** Returns the run of an id, or the runs of a name, the oldest first. */
  public List<RunManifest> runsOf(String idOrName) {
    return runs().stream()
        .filter(
            run ->
                run.runId().equals(idOrName)
                    || idOrName.equals(run.provenance().get(RunManifest.NAME)))
        .toList();
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
                throw new DamagedRun(run, table, what, command(run.job()));
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
              throw new DamagedRun(run, table, what, command(run.job()));
            });
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
      Dataset<Row> labelled = labelled(one, runId);
      rows = rows == null ? labelled : rows.unionByName(labelled, true);
    }
    return rows;
  }

  private static Dataset<Row> labelled(Dataset<Row> rows, String runId) {
    Column[] columns = new Column[rows.columns().length + 1];
    columns[0] = functions.lit(runId).as("run_id");
    for (int i = 0; i < rows.columns().length; i++) {
      columns[i + 1] = rows.col("`" + rows.columns()[i] + "`");
    }
    return rows.select(columns);
  }

  /**
   * Reads columns of a small table without Spark.
   *
   * @param columns of numbers, texts and truths
   * @return values by the names of columns; no value where it is null
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public List<Map<String, Object>> rows(String table, String runId, List<String> columns) {
    return ParquetRows.read(parquet(table, runId), columns, files.getConf());
  }

  /**
   * Reads pictures of some rows without Spark.
   *
   * @param key the column of texts that tells rows apart
   * @param column of bytes, or of images
   * @param keys of the rows that are wanted
   * @return bytes by key; none of a row that is not there
   * @throws DamagedRun when files of the table are missing, extra or of another size
   */
  public Map<String, byte[]> pictures(
      String table, String runId, String key, String column, Set<String> keys) {
    return ParquetRows.pictures(parquet(table, runId), key, column, keys, files.getConf());
  }

  private List<Path> parquet(String table, String runId) {
    check(runId, table);
    Path folder = folder(table, runId);
    return run(runId).orElseThrow().tables().get(table).content().stream()
        .map(file -> new Path(folder, file.path()))
        .toList();
  }

  /**
   * Reads what running jobs let be watched of a table, {@code run_id} first; nothing, where none
   * has written a row.
   */
  public Optional<Dataset<Row>> running(SparkSession spark, String table) {
    return runningFolders().stream()
        .filter(folder -> folder.getName().equals(table))
        .map(folder -> labelled(PublishedRows.of(spark, folder), runOf(folder)))
        .reduce((one, other) -> one.unionByName(other, true));
  }

  private static String runOf(Path running) {
    return running.getParent().getParent().getName();
  }

  /** Returns the names of the tables that running jobs let be watched. */
  public List<String> running() {
    return runningFolders().stream().map(Path::getName).distinct().sorted().toList();
  }

  private List<Path> runningFolders() {
    try {
      return staging.running();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list what runs in " + root, e);
    }
  }

  /** Returns the folder in which a published run keeps a table or a folder of files. */
  public Path folder(String table, String runId) {
    return folder(root, table, runId);
  }

  static Path folder(Path root, String table, String runId) {
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
        WholeFile.put(files, file, listing.getBytes(StandardCharsets.UTF_8));
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

  /** Writes the views for DuckDB anew, for where the warehouse lies now. */
  public void writeCatalogue() {
    runs.writeCatalogue();
  }

  /**
   * Removes a run: first its manifest, from which moment it is none, and then its files.
   *
   * @return an unpublished run that reads it; then nothing was removed
   */
  public Optional<String> remove(RunManifest run) {
    try {
      Optional<String> reader = staging.remove(run);
      runs.writeCatalogue();
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the run " + run.runId(), e);
    }
  }

  /**
   * Removes what dead runs have left, and caches that no run has used for long.
   *
   * @param runId the run that begins
   */
  public void clear(String runId) {
    try {
      staging.removeDead(runId);
      long now = Listing.lastWritten(files, staging.folder(runId));
      for (Path kind : Listing.of(files, new Path(root, "_cache"))) {
        for (Path entry : Listing.of(files, kind)) {
          if (Listing.lastWritten(files, entry) < now - CACHES_KEPT.toMillis()) {
            LOG.info("{} is removed: no job has used it for long", entry);
            removeCache(files, entry);
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("cannot clear {}: {}", root, e.getMessage());
    }
  }

  /** Removes a cache, of which no part may be found while it goes. */
  static void removeCache(FileSystem files, Path entry) {
    try {
      Path aside = entry.suffix("." + UUID.randomUUID());
      if (LocalDisk.rename(files, entry, aside)) {
        Listing.remove(files, aside);
      }
    } catch (IOException e) {
      // What another user left is that user's to remove.
      LOG.warn("cannot remove {}: {}", entry, e.getMessage());
    }
  }

  Runs manifests() {
    return runs;
  }

  Staging staging() {
    return staging;
  }

  public FileSystem files() {
    return files;
  }

  /** Returns the folder of the warehouse, with its scheme. */
  public Path root() {
    return root;
  }
}
