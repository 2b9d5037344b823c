package polymnist.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a folder of Parquet that Spark wrote, of which all files have one schema. It is taken from
 * one of them: Spark itself would run a job on its executors for it, for each table again.
 */
final class PublishedRows {
  private PublishedRows() {}

  static Dataset<Row> of(SparkSession spark, Path folder) {
    return schema(folder, spark.sparkContext().hadoopConfiguration())
        .map(schema -> spark.read().schema(schema))
        .orElseGet(spark::read)
        .parquet(folder.toString());
  }

  /** Returns the schema as Spark has written it down; nothing where it has not. */
  private static Optional<StructType> schema(Path folder, Configuration hadoop) {
    try {
      Optional<Path> file =
          Arrays.stream(folder.getFileSystem(hadoop).listStatus(folder))
              .filter(FileStatus::isFile)
              .map(FileStatus::getPath)
              // As Spark does, and the check of a run's files.
              .filter(path -> !path.getName().startsWith(".") && !path.getName().startsWith("_"))
              .filter(path -> path.getName().endsWith(".parquet"))
              .findFirst();
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (ParquetFileReader footer =
          ParquetFileReader.open(HadoopInputFile.fromPath(file.get(), hadoop))) {
        return Optional.ofNullable(
                footer
                    .getFileMetaData()
                    .getKeyValueMetaData()
                    .get(ParquetReadSupport.SPARK_METADATA_KEY()))
            .map(json -> (StructType) DataType.fromJson(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema of " + folder, e);
    }
  }
}
