package polymnist.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import polymnist.pipeline.Submission.Ended;

/** The same study on one machine, on clusters, and with processes that die on the way. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  private static final String METRICS =
      "SELECT model, training_corpus, evaluated_on, slice, metric, value, n FROM metrics"
          + " ORDER BY model, training_corpus, evaluated_on, slice, metric";

  private static final String OWN_HANDWRITING =
      "SELECT path, status, predicted, probability FROM custom_predictions ORDER BY path";

  /** The kept weights, and every epoch: a training that went astray late would show there. */
  private static final String TRAINED =
      "SELECT model, training_corpus, weights_sha256, best_epoch, epoch, training_loss,"
          + " c.validation_loss"
          + " FROM models m JOIN learning_curves c USING (model, training_corpus)"
          + " ORDER BY model, training_corpus, epoch";

  /**
   * A training long enough that something can be killed in its midst; ten pictures, read by the
   * best network alone, so that what is read depends on that training.
   */
  private static final List<String> SETTINGS =
      List.of(
          "train.networks.vgg.epochs=6",
          "custom.networks=best",
          "custom.images=" + Path.of("data/custom/round").toAbsolutePath());

  /** Static, as tests follow on one another. */
  @TempDir private static Path folder;

  private static Submission submission;

  @BeforeAll
  static void open() {
    submission = new Submission(folder);
  }

  private static String[] words(String... words) {
    return Stream.concat(Stream.of(words), SETTINGS.stream()).toArray(String[]::new);
  }

  @Test
  @Order(1)
  void aStudyOnOneMachine() throws IOException, InterruptedException {
    Ended straight =
        submission.study(
            "local",
            words(
                "--master",
                "local[2]",
                "pipeline",
                "--only",
                "synthesize,augment,train,evaluate,custom"));
    assertThat(straight.code()).as(straight.err()).isZero();
    assertThat(straight.err()).contains("epoch  1").doesNotContain("resumes");
    // Of linear two epochs and of vgg six, or half as many with as many copies as images.
    assertThat(submission.answer("local", TRAINED)).hasSize(2 + 1 + 6 + 3);
  }

  @Test
  @Order(2)
  void aTrainingThatWasKilledGoesOnToTheSameWeights() throws IOException, InterruptedException {
    List<String> undisturbed = submission.answer("local", TRAINED);
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process driver =
        submission.studyUntil(
            "vgg/corpus           epoch  2", err, "local", words("--master", "local[2]", "train"));
    driver.destroyForcibly().waitFor();
    assertThat(submission.answer("local", TRAINED)).isEqualTo(undisturbed);
    Ended resumed = submission.study("local", words("--master", "local[2]", "train"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err().lines().filter(line -> line.contains("vgg/corpus")))
        .anySatisfy(line -> assertThat(line).contains("resumes after epoch"))
        .noneSatisfy(line -> assertThat(line).contains("epoch  1 "));
    assertThat(submission.answer("local", TRAINED)).isEqualTo(undisturbed);
  }

  @Test
  @Order(3)
  void aLocalClusterThatLosesAnExecutorGivesTheSameTables()
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process driver =
        submission.studyUntil(
            "vgg/corpus           epoch  2",
            err,
            "cluster",
            words(
                "--master",
                "local-cluster[2,1,2048]",
                "pipeline",
                "--only",
                "synthesize,augment,train,evaluate,custom"));
    ProcessHandle executor =
        driver
            .descendants()
            .filter(
                process ->
                    process.info().commandLine().orElse("").contains("CoarseGrainedExecutor"))
            .findFirst()
            .orElseThrow();
    assertThat(executor.destroyForcibly()).isTrue();
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(driver.exitValue()).as(Files.readString(err)).isZero();
    assertSameAsLocal("cluster", TRAINED, METRICS, OWN_HANDWRITING);
  }

  @Test
  @Order(4)
  void aStandaloneClusterOfTheAssembledSparkGivesTheSameTables()
      throws IOException, InterruptedException {
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Ended pipeline =
          submission.study(
              "standalone",
              words(
                  "--master", cluster.master(), "pipeline", "--only", "synthesize,augment,train"));
      assertThat(pipeline.code()).as(pipeline.err()).isZero();
      assertSameAsLocal("standalone", TRAINED);
    }
  }

  private static void assertSameAsLocal(String warehouse, String... statements) {
    for (String statement : statements) {
      assertThat(submission.answer(warehouse, statement))
          .isEqualTo(submission.answer("local", statement));
    }
  }
}
