package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;

class ImageParquetSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = LocalSpark.warehouse(folder);
  }

  /** Publishes the answer of a statement and returns what its file says of itself. */
  private FileMetaData published(String statement) throws IOException {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      run.write("pictures", spark.sql(statement));
      run.publish("draw", Map.of(), "{}");
    }
    return footer(folder.resolve("pictures"));
  }

  private FileMetaData footer(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path file =
          files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(path, spark.sparkContext().hadoopConfiguration()))) {
        return reader.getFooter().getFileMetaData();
      }
    }
  }

  @Test
  void anImageColumnIsAnImageForHuggingFace() throws IOException {
    FileMetaData file =
        published(
            "SELECT 7 AS label, named_struct('bytes', X'89504E47', 'path', '7.png') AS image,"
                + " named_struct('path', '7.png', 'bytes', X'89') AS turned,"
                + " named_struct('bytes', X'89504E47', 'path', '8.png') AS `the \"digit\"`,"
                + " named_struct('bytes', 4, 'path', '7.png') AS size");
    JsonNode features =
        new ObjectMapper()
            .readTree(file.getKeyValueMetaData().get("huggingface"))
            .at("/info/features");
    assertThat(features.fieldNames()).toIterable().containsExactly("image", "the \"digit\"");
    assertThat(features.at("/image/_type").asText()).isEqualTo("Image");
    // The library compares with its own column of images, all of which is nullable.
    GroupType image = file.getSchema().getType("image").asGroupType();
    assertThat(image.getRepetition()).isEqualTo(Type.Repetition.OPTIONAL);
    assertThat(image.getFields())
        .extracting(Type::getName, Type::getRepetition)
        .containsExactly(
            tuple("bytes", Type.Repetition.OPTIONAL), tuple("path", Type.Repetition.OPTIONAL));
    assertThat(file.getSchema().getType("label").getRepetition())
        .isEqualTo(Type.Repetition.REQUIRED);
    Dataset<Row> read = warehouse.read(spark, "pictures", List.of("r1"));
    assertThat(read.select("label", "image.path", "size.bytes").collectAsList())
        .extracting(Row::mkString)
        .containsExactly("77.png4");
    assertThat(read.select("image.bytes").first().<byte[]>getAs(0))
        .containsExactly(0x89, 'P', 'N', 'G');
  }

  @Test
  void aTableWithoutImagesIsAsSparkWritesIt() throws IOException {
    String statement =
        "SELECT 7 AS label, named_struct('bytes', 4) AS size, CAST(NULL AS INT) AS n";
    FileMetaData file = published(statement);
    Path plain = folder.resolve("plain");
    spark.sql(statement).write().parquet(plain.toString());
    FileMetaData sparks = footer(plain);
    assertThat(file.getSchema()).isEqualTo(sparks.getSchema());
    assertThat(file.getKeyValueMetaData()).isEqualTo(sparks.getKeyValueMetaData());
  }

  /** Such as those that a file manager puts beside others. */
  @Test
  void aHiddenFileIsNotAskedForTheSchema() throws IOException {
    published("SELECT 7 AS label");
    Files.writeString(folder.resolve("pictures/run_id=r1/._part.parquet"), "no Parquet");
    assertThat(warehouse.read(spark, "pictures", List.of("r1")).select("label").first().getInt(0))
        .isEqualTo(7);
  }
}
