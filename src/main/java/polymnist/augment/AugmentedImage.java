package polymnist.augment;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import polymnist.augment.kind.AppliedStep;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.warehouse.RowValues;

/**
 * A row of the table {@code augmented}: a changed copy of a training image. It has all columns of
 * the table {@code corpus}, so that whoever reads those reads copies as well.
 *
 * @param sourceId the id of the image that was copied
 * @param copy from 1
 * @param policy the name of the list that the steps were drawn from
 * @param steps what was done, in order; with the source image they give these pixels again
 * @param image the copy under its own id, {@code SOURCE#COPY}, with the split, modality, label,
 *     index and digit of its source; its path is null
 */
record AugmentedImage(
    String sourceId, int copy, String policy, List<AppliedStep> steps, CorpusImage image)
    implements Serializable {

  private static final StructType STEP =
      new StructType()
          .add("kind", StringType, false)
          .add("parameters", DataTypes.createMapType(StringType, DoubleType, false), false);

  /** The type of the column of steps. */
  static final ArrayType STEPS = DataTypes.createArrayType(STEP, false);

  /** The columns: id, where the copy comes from, and the remaining ones of the corpus. */
  static final StructType SCHEMA = schema();

  AugmentedImage {
    steps = List.copyOf(steps);
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("id", StringType, false)
            .add("source_id", StringType, false)
            .add("copy", IntegerType, false)
            .add("policy", StringType, false)
            .add("steps", STEPS, false);
    for (StructField field : CorpusImage.SCHEMA.fields()) {
      if (!field.name().equals("id")) {
        schema = schema.add(field);
      }
    }
    return schema;
  }

  /** Returns the copy of a source whose pixels became {@code changed}. */
  static AugmentedImage of(
      CorpusImage source, int copy, String policy, List<AppliedStep> steps, Image changed) {
    byte[] encoded = Png.encode(changed);
    CorpusImage image =
        new CorpusImage(
            Copies.id(source.id(), copy),
            source.split(),
            source.publishedSplit(),
            source.modality(),
            source.label(),
            source.index(),
            source.digit(),
            changed.width(),
            changed.height(),
            changed.channels(),
            DigestUtils.sha256Hex(encoded),
            encoded,
            null);
    return new AugmentedImage(source.id(), copy, policy, steps, image);
  }

  /** Reads what {@link #toRow} made; further columns are ignored. */
  static AugmentedImage of(Row row) {
    List<Row> rows = row.getList(row.fieldIndex("steps"));
    List<AppliedStep> steps =
        rows.stream().map(step -> AppliedStep.of(step.getString(0), step.getJavaMap(1))).toList();
    return new AugmentedImage(
        row.getAs("source_id"), row.getAs("copy"), row.getAs("policy"), steps, CorpusImage.of(row));
  }

  /** Returns the columns of {@link #SCHEMA}. */
  Row toRow() {
    Row corpus = image.toRow();
    Stream<Object> own = Stream.of(image.id(), sourceId, copy, policy, rows(steps));
    Stream<Object> shared =
        Stream.of(CorpusImage.SCHEMA.fieldNames())
            .filter(name -> !name.equals("id"))
            .map(name -> corpus.get(CorpusImage.SCHEMA.fieldIndex(name)));
    return RowFactory.create(Stream.concat(own, shared).toArray());
  }

  /** Returns steps as the column holds them. */
  static Object rows(List<AppliedStep> steps) {
    return steps.stream()
        .map(step -> RowFactory.create(step.kind(), RowValues.map(step.parameters())))
        .toArray();
  }
}
