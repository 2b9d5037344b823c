package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;

class BalanceTestSparkTest {
  private static Map<String, Row> tests;

  /** Nine labels have the same number of images and label 0 has its own. */
  @BeforeAll
  static void testFiveModalities() {
    // Views of this session are not seen by other tests.
    SparkSession spark = LocalSpark.session().newSession();
    SqlFunctions.register(spark);
    List<Row> balance = new ArrayList<>();
    add(balance, "m0", 30, 10);
    add(balance, "m1", 10, 10);
    add(balance, "m2", 1200, 1000);
    add(balance, "m3", 4, 4);
    add(balance, "m4", 0, 0);
    StructType schema =
        StructType.fromDDL("split STRING, modality STRING, label INT, images BIGINT");
    spark.createDataFrame(balance, schema).createOrReplaceTempView("eda_balance");
    tests =
        spark.sql(sql()).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.<String>getAs("modality"), Function.identity()));
  }

  private static String sql() {
    return Questions.read(
            List.of("jobs/eda"),
            Set.of(),
            LocalSpark.session().sparkContext().hadoopConfiguration())
        .stream()
        .filter(question -> question.table().equals("eda_balance_test"))
        .findFirst()
        .orElseThrow()
        .sql();
  }

  private static void add(List<Row> balance, String modality, long first, long others) {
    for (int label = 0; label < 10; label++) {
      balance.add(RowFactory.create("train", modality, label, label == 0 ? first : others));
    }
  }

  @Test
  void oneFrequentLabelIsAnImbalance() {
    Row test = tests.get("m0");
    assertThat(test.<Long>getAs("images")).isEqualTo(120);
    // 12 are expected: 18^2 / 12 + 9 * 2^2 / 12
    assertThat(test.<Double>getAs("chi_squared")).isCloseTo(30, within(1e-12));
    assertThat(test.<Integer>getAs("degrees_of_freedom")).isEqualTo(9);
    // Tables of the distribution give 27.877 for 0.001 and 33.720 for 0.0001.
    assertThat(test.<Double>getAs("p_value")).isBetween(0.0001, 0.001);
    assertThat(test.<Double>getAs("effect_size")).isCloseTo(0.5, within(1e-12));
    assertThat(test.<String>getAs("verdict")).isEqualTo("unbalanced");
  }

  @Test
  void equalCountsShowNoImbalance() {
    Row test = tests.get("m1");
    assertThat(test.<Double>getAs("chi_squared")).isZero();
    assertThat(test.<Double>getAs("p_value")).isEqualTo(1);
    assertThat(test.<String>getAs("verdict")).isEqualTo("no imbalance shown");
  }

  @Test
  void manyImagesMakeASmallEffectNoLargeOne() {
    Row test = tests.get("m2");
    assertThat(test.<Double>getAs("p_value")).isLessThan(0.001);
    assertThat(test.<String>getAs("verdict")).isEqualTo("slightly unbalanced");
  }

  @Test
  void fewImagesAreNotJudged() {
    assertThat(tests.get("m3").<String>getAs("verdict")).isEqualTo("too few images");
  }

  @Test
  void noImagesHaveNoStatistic() {
    Row test = tests.get("m4");
    assertThat(test.<Double>getAs("chi_squared")).isNull();
    assertThat(test.<Double>getAs("p_value")).isNull();
    assertThat(test.<String>getAs("verdict")).isEqualTo("no images");
  }
}
