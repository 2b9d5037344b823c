package polymnist.warehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's Parquet, whose files also say in their footer which columns are images, as Hugging Face
 * datasets say it: under the key {@code huggingface}, {@code {"info": {"features": {COLUMN:
 * {"_type": "Image"}}}}}. That library then shows pictures, and bytes otherwise. An image is a
 * struct of {@code bytes} and {@code path}, in this order; its column is nullable in the file, as
 * the library compares it with its own. Without such a column files are as Spark writes them.
 *
 * <p>Spark's own writer has no hook for the footer, so {@code prepareWrite} and {@code init} are
 * overridden.
 */
public final class ImageParquet extends ParquetFileFormat {
  private static final long serialVersionUID = 1L;
  private static final String FEATURES = "polymnist.huggingface";

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark,
      Job job,
      scala.collection.immutable.Map<String, String> options,
      StructType schema) {
    ObjectNode features = new ObjectMapper().createObjectNode();
    List<StructField> columns = new ArrayList<>();
    for (StructField column : schema.fields()) {
      boolean image = isImage(column);
      columns.add(image ? nullable(column) : column);
      if (image) {
        features.putObject(column.name()).put("_type", "Image");
      }
    }
    OutputWriterFactory writers =
        super.prepareWrite(spark, job, options, DataTypes.createStructType(columns));
    if (!features.isEmpty()) {
      ObjectNode all = new ObjectMapper().createObjectNode();
      all.putObject("info").set("features", features);
      job.getConfiguration().set(FEATURES, all.toString());
      ParquetOutputFormat.setWriteSupportClass(job, Support.class);
    }
    return writers;
  }

  private static boolean isImage(StructField column) {
    return column.dataType() instanceof StructType image
        && List.of(image.fieldNames()).equals(List.of("bytes", "path"))
        && image.apply("bytes").dataType().equals(DataTypes.BinaryType)
        && image.apply("path").dataType().equals(DataTypes.StringType);
  }

  private static StructField nullable(StructField column) {
    List<StructField> parts = new ArrayList<>();
    for (StructField part : ((StructType) column.dataType()).fields()) {
      parts.add(DataTypes.createStructField(part.name(), part.dataType(), true, part.metadata()));
    }
    return DataTypes.createStructField(
        column.name(), DataTypes.createStructType(parts), true, column.metadata());
  }

  /** Spark's, with one more entry in the footer. Made by its name. */
  public static final class Support extends ParquetWriteSupport {
    @Override
    public WriteContext init(Configuration configuration) {
      WriteContext spark = super.init(configuration);
      Map<String, String> footer = new HashMap<>(spark.getExtraMetaData());
      // Hadoop would replace ${...} in a value.
      footer.put("huggingface", configuration.getRaw(FEATURES));
      return new WriteContext(spark.getSchema(), footer);
    }
  }
}
