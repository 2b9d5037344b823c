package polymnist.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The parts of a long work that are done, kept until the run is published, so that a run that was
 * killed goes on after them. The file of a part, written last, names the folder of its tables.
 *
 * @param folder of the parts of this work alone: same inputs, settings and code
 * @param runId the run that works now
 */
public record PartsDone(Path folder, FileSystem files, String runId) {
  /** Tells whether a part was written to its end. */
  public boolean has(int part) {
    try {
      return files.exists(file(part));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private Path file(int part) {
    return new Path(folder, "part-" + part);
  }

  /** Writes the tables of a part. */
  public void write(int part, Map<String, Dataset<Row>> tables) {
    String name = "tables-" + part + "-" + runId;
    tables.forEach(
        (table, rows) -> rows.write().mode("overwrite").parquet(folder + "/" + name + "/" + table));
    try {
      LocalDisk.syncAll(files, new Path(folder, name));
      WholeFile.put(files, file(part), name.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(part), e);
    }
  }

  /** Reads a table of the first parts. */
  public Dataset<Row> read(SparkSession spark, String table, int parts) {
    return spark
        .read()
        .parquet(
            IntStream.range(0, parts)
                .mapToObj(part -> folder + "/" + tables(part) + "/" + table)
                .toArray(String[]::new));
  }

  private String tables(int part) {
    try (InputStream in = files.open(file(part))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(part), e);
    }
  }

  /** Removes all parts. */
  public void remove() {
    Warehouse.removeCache(files, folder);
  }
}
