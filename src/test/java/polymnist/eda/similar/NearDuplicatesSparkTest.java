package polymnist.eda.similar;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;

/** Images of four bands for each of five windows, of which the first is the middle one. */
class NearDuplicatesSparkTest {
  private static final StructType STATISTICS =
      new StructType()
          .add("id", StringType)
          .add("sha256", StringType)
          .add("windows", createArrayType(LongType))
          .add("bands", createArrayType(LongType));

  private final SparkSession spark = LocalSpark.session();
  private final List<Row> images = new ArrayList<>();
  private long unique = 1_000_000;

  /** All windows show the same; a band is nobody else's unless it is given. */
  private void add(String id, String sha256, long window, Map<Integer, Long> bands) {
    Long[] all = new Long[20];
    for (int i = 0; i < all.length; i++) {
      all[i] = bands.containsKey(i) ? bands.get(i) : (Long) unique++;
    }
    Long[] windows = new Long[5];
    Arrays.fill(windows, window);
    images.add(RowFactory.create(id, sha256, windows, all));
  }

  private Set<String> pairs() {
    Map<Long, String> ids = new HashMap<>();
    spark
        .createDataFrame(images, STATISTICS)
        .selectExpr("id", "xxhash64(id)")
        .collectAsList()
        .forEach(row -> ids.put(row.getLong(1), row.getString(0)));
    return NearDuplicates.candidates(spark.createDataFrame(images, STATISTICS))
        .collectAsList()
        .stream()
        .map(
            row ->
                ids.get(row.getLong(0)).compareTo(ids.get(row.getLong(1))) < 0
                    ? ids.get(row.getLong(0)) + ids.get(row.getLong(1))
                    : ids.get(row.getLong(1)) + ids.get(row.getLong(0)))
        .collect(Collectors.toSet());
  }

  @Test
  void aMiddleWindowMeetsAnyThatSharesItsBandAndLooksLikeIt() {
    add("a", "1", 5, Map.of(0, 7L));
    add("b", "2", 6, Map.of(0, 7L));
    // Beside the middle; of the bytes of b; of other looks; both beside the middle.
    add("c", "3", 5, Map.of(4, 7L, 8, 9L));
    add("d", "2", 5, Map.of(0, 7L));
    add("e", "4", 50, Map.of(0, 7L));
    add("f", "5", 5, Map.of(8, 9L));
    assertThat(pairs()).containsExactlyInAnyOrder("ab", "ad", "ac", "bc", "cd");
  }

  @Test
  void aBandOfMoreThanTwoHundredImagesTellsNothing() {
    for (int i = 0; i < 200; i++) {
      add("i" + i, "s" + i, 5, Map.of(1, 7L));
    }
    assertThat(pairs()).hasSize(200 * 199 / 2);
    add("i200", "s200", 5, Map.of(1, 7L));
    assertThat(pairs()).isEmpty();
  }
}
