package polymnist.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.setting.Redaction;

/**
 * One run of a stage: it reads the input runs that were chosen when it began and writes to a
 * staging folder, which {@link #publish} renames into place. Closed without that, it leaves no
 * trace.
 */
public final class StageRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageRun.class);

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final String runId;
  private final Inputs inputs;
  private final String fingerprint;
  private final String code;
  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Map<String, RunManifest.Published> written = new ConcurrentHashMap<>();
  private final List<Runnable> afterPublication = new ArrayList<>();
  private final Timer signs = new Timer("signs of life", true);
  private String refusal;

  /**
   * Begins a run, and says in the warehouse what it reads.
   *
   * @param runId a name that no other run has
   * @param inputs all that it may read
   * @param fingerprint of its inputs, settings and code
   * @param code the SHA-256 of the stage's code; empty where caches are not told apart by it
   * @throws RunRemoved when a run that it reads was removed since it was chosen
   * @throws polymnist.setting.UserError when this user may not write in the warehouse
   */
  public StageRun(
      Warehouse warehouse,
      SparkSession spark,
      String runId,
      Inputs inputs,
      String fingerprint,
      String code) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.runId = runId;
    this.inputs = inputs;
    this.fingerprint = fingerprint;
    this.code = code;
    try {
      if (!warehouse.staging().begin(runId, inputs.runs().values())) {
        throw new IllegalArgumentException("another run has begun under the name " + runId);
      }
    } catch (AccessDeniedException | AccessControlException e) {
      throw warehouse.readOnly();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin the run " + runId, e);
    }
    long hour = Duration.ofHours(1).toMillis();
    signs.schedule(
        new TimerTask() {
          @Override
          public void run() {
            warehouse.staging().touch(runId);
          }
        },
        hour,
        hour);
  }

  /** Begins a run whose caches are not told apart by code. */
  public StageRun(
      Warehouse warehouse, SparkSession spark, String runId, Inputs inputs, String fingerprint) {
    this(warehouse, spark, runId, inputs, fingerprint, "");
  }

  /** Returns the name of this run. */
  public String runId() {
    return runId;
  }

  /** Returns the warehouse that this run reads and writes. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** Tells whether the stage declared {@code table} as an input and a run of it was published. */
  public boolean has(String table) {
    return inputs.tables().containsKey(table);
  }

  /**
   * Reads an input table, without the column {@code run_id}.
   *
   * @throws IllegalArgumentException when the stage did not declare it
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public Dataset<Row> read(String table) {
    return read(spark, table);
  }

  /** As the other, for a session whose views and functions are its own. */
  public Dataset<Row> read(SparkSession session, String table) {
    return PublishedRows.of(session, inputFolder(table));
  }

  /**
   * Returns the folder of an input, for inputs that are files and no table.
   *
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public Path inputFolder(String table) {
    String from = inputRun(table);
    check(from, table);
    return warehouse.folder(table, from);
  }

  private void check(String from, String table) {
    if (warehouse.run(from).isEmpty()) {
      throw new RunRemoved(from);
    }
    warehouse.check(from, table);
  }

  /**
   * Returns the run that an input table is read from.
   *
   * @throws IllegalArgumentException when the stage did not declare it
   */
  public String inputRun(String table) {
    String from = inputs.tables().get(table);
    if (from == null) {
      throw new IllegalArgumentException("the stage did not declare that it reads " + table);
    }
    return from;
  }

  /** Returns the run of another table that an input was made from, where its manifest tells. */
  public Optional<String> madeFrom(String table, String other) {
    return warehouse
        .run(inputRun(table))
        .flatMap(run -> Optional.ofNullable(run.inputs().get(other)));
  }

  /**
   * Reads a table of a chosen run, without the column {@code run_id}.
   *
   * @throws IllegalArgumentException when the stage did not declare it
   */
  public Dataset<Row> readEarlier(String table, String earlierRun) {
    if (!inputs.earlier().contains(new Inputs.EarlierTable(table, earlierRun))) {
      throw new IllegalArgumentException(
          "the stage did not declare that it reads %s of the run %s".formatted(table, earlierRun));
    }
    check(earlierRun, table);
    return PublishedRows.of(spark, warehouse.folder(table, earlierRun));
  }

  /**
   * Hands out a file or folder outside the warehouse.
   *
   * @param file as the settings name it
   * @throws IllegalArgumentException when the stage did not declare it
   */
  public String file(String file) {
    if (inputs.files().stream().noneMatch(files -> files.place().equals(file))) {
      throw new IllegalArgumentException("the stage did not declare that it reads " + file);
    }
    return file;
  }

  /**
   * Writes a table in as many files as {@code rows} has partitions, and counts what was written.
   */
  public void write(String table, Dataset<Row> rows) {
    if (written.containsKey(table)) {
      throw new IllegalArgumentException("the run has written " + table + " already");
    }
    Path folder = new Path(warehouse.staging().folder(runId), table);
    write(folder, rows);
    written.put(table, RunManifest.Published.table(PublishedFiles.measure(spark, folder, true)));
  }

  /** Removes what a failed attempt has written, so that the next one finds nothing there. */
  private void write(Path folder, Dataset<Row> rows) {
    try {
      rows.write().format(ImageParquet.class.getName()).save(folder.toString());
    } catch (Exception e) {
      try {
        warehouse.files().delete(folder, true);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Writes a small table as one file. */
  public void writeSmall(String table, Dataset<Row> rows) {
    write(table, rows.coalesce(1));
  }

  /** Reads back a table that this run has written. */
  public Dataset<Row> written(String table) {
    return written(spark, table);
  }

  /** As the other, for a session whose views and functions are its own. */
  public Dataset<Row> written(SparkSession session, String table) {
    return PublishedRows.of(session, stagedFolder(table));
  }

  /** Returns the staging folder of a table that this run has written. */
  public Path stagedFolder(String table) {
    if (!written.containsKey(table)) {
      throw new IllegalArgumentException("the run has not written " + table);
    }
    return new Path(warehouse.staging().folder(runId), table);
  }

  /**
   * Says that the input is refused. The run is published all the same, so that its tables tell why;
   * then the job ends with exit code 3, and the run never counts as done.
   */
  public void refuse(String reason) {
    refusal = reason;
  }

  /**
   * Says what the run has found, for people who look at many of them.
   *
   * @param what such as {@code best network}
   */
  public void found(String what, String answer) {
    findings.put(RunManifest.FOUND + what, answer);
  }

  /** Has something done once the run is published, such as the removal of its checkpoints. */
  public void afterPublication(Runnable action) {
    afterPublication.add(action);
  }

  /** Returns how many rows an input table has, as its manifest says. */
  public long rowsRead(String table) {
    return warehouse.run(inputRun(table)).orElseThrow().tables().get(table).rows();
  }

  /** Returns how many rows this run has written to {@code table}. */
  public long rowsWritten(String table) {
    return written.get(table).rows();
  }

  /**
   * Returns a new staging folder for files that are no table; it is published with the run under
   * {@code name}.
   */
  public Path files(String name) {
    Path folder = new Path(warehouse.staging().folder(runId), name);
    try {
      warehouse.files().mkdirs(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    written.put(name, RunManifest.Published.folder(List.of()));
    return folder;
  }

  /**
   * Writes a file whole.
   *
   * @param file a new one in a staging folder of this run
   */
  public void writeFile(Path file, byte[] bytes) {
    try (OutputStream out = warehouse.files().create(file, false)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Returns where the files of {@link #files} will be once published. */
  public Path publishedFolder(String name) {
    return warehouse.folder(name, runId);
  }

  /**
   * Returns the folder of what can be made again, by the same code alone: shards, checkpoints.
   *
   * @param what is kept there
   */
  public Path cache(String what) {
    return warehouse.cache(code.isEmpty() ? what : what + "-" + code.substring(0, 12));
  }

  /** Returns a folder of this run alone, which is gone when it ends. */
  public Path scratch() {
    return new Path(warehouse.staging().folder(runId), "_scratch");
  }

  /**
   * Returns a new folder of a table that can be watched while this run goes on, and is gone when it
   * ends.
   */
  public Path running(String table) {
    return new Path(new Path(warehouse.staging().folder(runId), "_running"), table);
  }

  /**
   * Returns a folder of what is done of this run, in which a run of the same inputs, settings and
   * code finds it when this one was killed. To be removed after publication.
   *
   * @param what is kept there
   */
  public Path resumable(String what) {
    return new Path(warehouse.cache(what), fingerprint);
  }

  /** Returns the parts of this run's work that are done, also by a run of the same that died. */
  public PartsDone partsDone(String what) {
    return new PartsDone(resumable(what), warehouse.files(), runId);
  }

  /** Renames all that was written into place and commits the manifest, without secrets. */
  public RunManifest publish(String job, Map<String, String> provenance, String settings) {
    FileSystem files = warehouse.files();
    Path staging = warehouse.staging().folder(runId);
    try {
      warehouse.staging().refuseIfDead(runId);
      for (String name : List.copyOf(written.keySet())) {
        Path staged = new Path(staging, name);
        if (!written.get(name).isTable()) {
          written.put(
              name, RunManifest.Published.folder(PublishedFiles.measure(spark, staged, false)));
        }
        LocalDisk.syncAll(files, staged);
        Path published = warehouse.folder(name, runId);
        files.mkdirs(published.getParent());
        if (files.exists(published) || !LocalDisk.rename(files, staged, published)) {
          throw new IOException("cannot publish " + published + ": it exists already");
        }
        LocalDisk.sync(files, published.getParent());
      }
      Map<String, String> facts = new LinkedHashMap<>(provenance);
      facts.putAll(findings);
      if (refusal != null) {
        facts.put(RunManifest.REFUSED, refusal);
      }
      RunManifest manifest =
          new RunManifest(
              warehouse.manifests().takeSequence(runId),
              runId,
              job,
              fingerprint,
              inputs.runs(),
              written,
              new Redaction().ofFacts(facts),
              new Redaction().ofJson(settings));
      warehouse.staging().commit(manifest);
      afterPublication.forEach(this::tidy);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the run " + runId, e);
    }
  }

  /** What was published stays so; what was not cleared, a later run clears when it is old. */
  private void tidy(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("{} is published, but what it needs no more was not removed", runId, e);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    signs.cancel();
    try {
      warehouse.staging().end(runId);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove what is left of the run " + runId, e);
    }
  }
}
