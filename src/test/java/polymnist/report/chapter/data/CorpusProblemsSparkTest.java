package polymnist.report.chapter.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;

class CorpusProblemsSparkTest {
  /** A session of its own, so that other tests do not see its views. */
  private final SparkSession spark = LocalSpark.session().newSession();

  @Test
  void accuracyIsThatOfTestImagesAndNotOfValidation() {
    spark
        .sql(
            """
            SELECT 'vgg' AS model, 'corpus' AS training_corpus, *
            FROM   VALUES ('validation', 'train/m0/3/0', false), ('test', 'test/m0/3/0', true)
            AS t (evaluated_on, id, correct)
            """)
        .createOrReplaceTempView("predictions");
    spark.sql("SELECT 'train/m0/3/0' AS id").createOrReplaceTempView("eda_unreadable");

    assertThat(spark.sql(CorpusProblems.READABLE_ACCURACY).collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<Long>getAs("images")).isEqualTo(1);
              assertThat(row.<Long>getAs("unreadable")).isEqualTo(0);
              assertThat(row.<Double>getAs("accuracy")).isEqualTo(1.0);
              assertThat(row.<Double>getAs("accuracy_without")).isEqualTo(1.0);
              assertThat(row.<Double>getAs("accuracy_unreadable")).isNull();
            });
  }
}
