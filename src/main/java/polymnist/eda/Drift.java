package polymnist.eda;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.eda.measure.ImageMeasures;
import polymnist.eda.measure.PhotoMasks;
import polymnist.image.Image;
import polymnist.image.PhotoFile;
import polymnist.image.Resizing;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.UserError;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/** Gathers the sets of images that are compared. */
final class Drift {
  /** Compared, or of use to tell images apart. */
  private static final List<String> COLUMNS =
      List.of(
          "modality",
          "label",
          "width",
          "height",
          "channels",
          "bytes",
          "brightness",
          "contrast",
          "sharpness",
          "entropy",
          "ink",
          "centre_x",
          "centre_y",
          "stroke_width",
          "slant",
          "digit_contrast");

  private static final RowType<ImageMeasures> MEASURES = RowType.of(ImageMeasures.class);

  private Drift() {}

  /**
   * Returns the images of all comparisons: columns comparison, side ({@code first} or {@code
   * second}) and those of {@code image_statistics} that are compared. Pictures of a folder have
   * neither modality nor label.
   */
  static Dataset<Row> members(
      SparkSession spark,
      Map<String, EdaSettings.DriftPair> comparisons,
      Dataset<Row> statistics,
      StageRun run) {
    Dataset<Row> members = side(statistics.where(lit(false)), "", "first");
    for (Map.Entry<String, EdaSettings.DriftPair> entry : new TreeMap<>(comparisons).entrySet()) {
      String name = entry.getKey();
      EdaSettings.DriftPair pair = entry.getValue();
      members =
          members
              .union(side(images(spark, name, pair.first(), statistics, run), name, "first"))
              .union(side(images(spark, name, pair.second(), statistics, run), name, "second"));
    }
    return members;
  }

  private static Dataset<Row> side(Dataset<Row> images, String comparison, String side) {
    List<Column> columns =
        new ArrayList<>(List.of(lit(comparison).as("comparison"), lit(side).as("side")));
    COLUMNS.forEach(column -> columns.add(col(column)));
    return images.select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> images(
      SparkSession spark, String name, ImageSet set, Dataset<Row> statistics, StageRun run) {
    if (set instanceof ImageSet.Images images) {
      return statistics.where(images.where());
    } else if (set instanceof ImageSet.Run earlier) {
      return run.readEarlier(EdaJob.STATISTICS, earlier.run());
    }
    return pictures(spark, name, run.file(((ImageSet.Folder) set).folder()));
  }

  private static Dataset<Row> pictures(SparkSession spark, String name, String folder) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<InputFile> files = list(name, folder, hadoop);
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    return spark
        .createDataset(files, Encoders.javaSerialization(InputFile.class))
        .flatMap(
            (FlatMapFunction<InputFile, Row>)
                file -> measure(file, configuration.value()).iterator(),
            Encoders.row(MEASURES.schema()))
        .withColumn("modality", lit(null).cast("string"))
        .withColumn("label", lit(null).cast("int"));
  }

  private static List<InputFile> list(String name, String folder, Configuration hadoop) {
    try {
      return InputFolder.list(folder, hadoop).stream()
          .filter(file -> !InputFolder.isJunk(file.path()))
          .toList();
    } catch (FileNotFoundException e) {
      throw UserError.request("eda.drift.%s names %s, which is no folder".formatted(name, folder));
    }
  }

  /** Files that are no pictures are passed over. */
  private static List<Row> measure(InputFile file, Configuration hadoop) {
    Image image;
    byte[] bytes;
    try {
      bytes = InputBytes.read(file, InputBytes.MAX_PICTURE_BYTES, hadoop);
      image = shrunk(PhotoFile.decode(bytes));
    } catch (UnreadableImage e) {
      return List.of();
    }
    return List.of(
        MEASURES.toRow(
            ImageMeasures.of(
                bytes.length, Png.encode(image), image, new PhotoMasks(List.of()), false)));
  }

  private static Image shrunk(BufferedImage picture) {
    double scale =
        Math.min(1, POLYMNIST.side() / (double) Math.max(picture.getWidth(), picture.getHeight()));
    return Png.of(
        Resizing.halving(
            picture,
            (int) Math.max(1, Math.round(picture.getWidth() * scale)),
            (int) Math.max(1, Math.round(picture.getHeight() * scale))));
  }
}
