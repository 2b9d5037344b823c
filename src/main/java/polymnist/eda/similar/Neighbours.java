package polymnist.eda.similar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * How near each handwriting is to others of each label. Handwritings are compared by their {@link
 * DigitShape} with a sample of all, so that the time grows with their number and not its square.
 */
public final class Neighbours {
  /** Labels 0 to 9. */
  static final int LABELS = POLYMNIST.classes();

  /** Handwritings times references; about six seconds on two cores. */
  private static final long MAX_COMPARISONS = 500_000_000;

  private static final int MAX_REFERENCES = 20_000;
  private static final int MIN_REFERENCES = 1_000;

  private static final StructType DISTANCES =
      new StructType()
          .add("handwriting", LongType, false)
          .add("distances", createArrayType(DoubleType, true), false);

  private Neighbours() {}

  /**
   * Returns the handwritings and how often each is shown under each label: columns handwriting,
   * shape, label, images.
   */
  public static Dataset<Row> handwritings(Dataset<Row> statistics) {
    return statistics
        .where("handwriting IS NOT NULL")
        .groupBy("handwriting", "shape", "label")
        .agg(org.apache.spark.sql.functions.count("*").as("images"));
  }

  /**
   * Returns columns handwriting, distances: for each label 0 to 9 the mean distance to the three
   * nearest other handwritings of that label among the references, null where it has none.
   *
   * @param handwritings what {@link #handwritings} returns
   */
  public static Dataset<Row> of(Dataset<Row> handwritings) {
    SparkSession spark = handwritings.sparkSession();
    Dataset<Row> distinct = handwritings.select("handwriting", "shape").distinct();
    long count = distinct.count();
    long wanted =
        Math.min(MAX_REFERENCES, Math.max(MIN_REFERENCES, MAX_COMPARISONS / Math.max(1, count)));
    Broadcast<References> references =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(references(handwritings, wanted / (double) Math.max(1, count)));
    return distinct
        .repartition(Math.max(2, spark.sparkContext().defaultParallelism()), col("handwriting"))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> distances(rows, references.value()),
            Encoders.row(DISTANCES));
  }

  /** Takes handwritings by their hash, which is as good as chance and the same on any cluster. */
  private static References references(Dataset<Row> handwritings, double share) {
    List<Row> rows =
        handwritings
            .where(
                "label BETWEEN 0 AND 9 AND PMOD(xxhash64(handwriting), 1000000) < "
                    + (long) Math.ceil(share * 1_000_000))
            .selectExpr(
                "*",
                "ROW_NUMBER() OVER (PARTITION BY handwriting ORDER BY images DESC, label) AS place")
            .where("place = 1")
            .orderBy("label", "handwriting")
            .select("handwriting", "label", "shape")
            .collectAsList();
    long[] handwriting = new long[rows.size()];
    int[] labels = new int[rows.size()];
    byte[][] shapes = new byte[rows.size()][];
    for (int i = 0; i < rows.size(); i++) {
      handwriting[i] = rows.get(i).getLong(0);
      labels[i] = rows.get(i).getInt(1);
      shapes[i] = rows.get(i).getAs(2);
    }
    return new References(handwriting, labels, shapes);
  }

  private static Iterator<Row> distances(Iterator<Row> rows, References references) {
    List<Row> found = new ArrayList<>();
    long[] handwriting = new long[References.BLOCK];
    byte[][] shapes = new byte[References.BLOCK][];
    int count = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      handwriting[count] = row.getLong(0);
      shapes[count++] = row.getAs(1);
      if (count == References.BLOCK || !rows.hasNext()) {
        Double[][] distances = references.nearest(handwriting, shapes, count);
        for (int i = 0; i < count; i++) {
          found.add(RowFactory.create(handwriting[i], distances[i]));
        }
        count = 0;
      }
    }
    return found.iterator();
  }
}
