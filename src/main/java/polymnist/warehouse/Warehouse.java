package polymnist.warehouse;

import com.typesafe.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
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
 * _cache/WHAT/                      what can be made again: shards, checkpoints
 * _running/TABLE/                   what a running job lets be watched
 * </pre>
 *
 * Nothing is ever overwritten in place. Readers see the runs that have a whole manifest.
 */
public final class Warehouse {
  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  private final Path root;
  private final FileSystem files;

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
          manifest(status.getPath()).ifPresent(runs::add);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the runs of " + root, e);
    }
    runs.sort(Comparator.comparing(RunManifest::runId));
    return runs;
  }

  private Optional<RunManifest> manifest(Path path) {
    try (FSDataInputStream in = files.open(path)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(RunManifest.ofJson(json));
    } catch (IOException | ConfigException e) {
      LOG.warn("the run of {} is left out, its manifest is damaged: {}", path, e.getMessage());
      return Optional.empty();
    }
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
   */
  public Dataset<Row> read(SparkSession spark, String table, List<String> runIds) {
    Dataset<Row> rows = null;
    for (String runId : runIds) {
      Dataset<Row> one = spark.read().parquet(folder(table, runId).toString());
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

  /** Returns the folder of all tables that running jobs let be watched; nothing is published. */
  public Path running() {
    return new Path(root, "_running");
  }

  /** Returns the folder of a table that a running job lets be watched. */
  public Path running(String table) {
    return new Path(running(), table);
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
    Path published = new Path(folder, run.runId() + ".json");
    if (files.exists(published) || !files.rename(aside, published)) {
      throw new IOException("cannot publish " + published + ": it exists already");
    }
  }
}
