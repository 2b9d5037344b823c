package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;

/** What a run says it found is read by people before any table is. */
class HeadlinesSparkTest {
  private final SparkSession spark = LocalSpark.session().newSession();

  private void view(String name, String columns, String rows) {
    spark
        .sql("SELECT * FROM VALUES %s AS t(%s)".formatted(rows, columns))
        .createOrReplaceTempView(name);
  }

  /** The best is the best on validation images, though another reads more of the test images. */
  @Test
  void theBestNetworkOfValidationIsNamedWithItsTestAccuracy() {
    view(
        "models",
        "model, training_corpus, validation_accuracy, validation_loss",
        "('mlp', 'corpus', 0.8D, 0.7D), ('vgg', 'fresh', 0.9D, 0.3D)");
    view(
        "metrics",
        "model, training_corpus, slice, metric, evaluated_on, value, lower, upper, n",
        """
        ('mlp', 'corpus', 'all', 'accuracy', 'test', 0.99D, 0.98D, 0.995D, 2500L),
        ('vgg', 'fresh', 'all', 'accuracy', 'validation', 0.9D, 0.8D, 0.95D, 100L),
        ('vgg', 'fresh', 'modality=m0', 'accuracy', 'test', 0.5D, 0.4D, 0.6D, 500L),
        ('vgg', 'fresh', 'all', 'accuracy', 'test', 0.91236D, 0.9D, 0.925D, 2500L)
        """);

    assertThat(Headlines.best(spark, "test"))
        .hasValue(
            "vgg on fresh reads 91.24 % of 2,500 test images (95 % interval 90.00 to 92.50 %)");
    assertThat(Headlines.best(spark, "train")).isEmpty();
  }

  @Test
  void whatAugmentationChangedIsToldOfEachNetwork() {
    view(
        "augmentation_effect",
        "model, slice, evaluated_on, difference, lower, upper",
        """
        ('vgg', 'all', 'test', -0.001D, -0.004D, 0.002D),
        ('mlp', 'all', 'test', 0.05D, 0.04D, 0.06D),
        ('mlp', 'modality=m0', 'test', 0.5D, 0.4D, 0.6D)
        """);

    assertThat(Headlines.augmentation(spark, "test"))
        .hasValue("mlp +5.00 points (+4.00 to +6.00), vgg -0.10 points (-0.40 to +0.20)");
    assertThat(Headlines.augmentation(spark, "validation")).isEmpty();
  }
}
