package polymnist.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/**
 * The parts of a scoring that are done, kept until it is published.
 *
 * @param folder of them
 */
record PartsDone(Path folder, FileSystem files) {
  /** Tells whether a part was written to its end. */
  boolean has(int part) {
    try {
      // Written second.
      return files.exists(new Path(folder("quarantined", part), "_SUCCESS"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /**
   * Writes a part.
   *
   * @param outcomes rows of {@link Scorer#OUTCOME}
   */
  void write(int part, Dataset<Row> outcomes) {
    Dataset<Row> kept = outcomes.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      write("scored", part, kept);
      write("quarantined", part, kept);
    } finally {
      kept.unpersist();
    }
  }

  private void write(String kind, int part, Dataset<Row> outcomes) {
    outcomes
        .where(kind + " IS NOT NULL")
        .select(kind + ".*")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder(kind, part));
  }

  private String folder(String kind, int part) {
    return new Path(folder, kind + "-" + part).toString();
  }

  /** Returns where the first parts are. */
  String[] folders(String kind, int parts) {
    return IntStream.range(0, parts).mapToObj(part -> folder(kind, part)).toArray(String[]::new);
  }

  void remove() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
