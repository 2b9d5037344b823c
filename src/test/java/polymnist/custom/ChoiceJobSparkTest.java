package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.custom.show.Plain;
import polymnist.ink.choose.Decision;
import polymnist.job.LocalSpark;
import polymnist.model.PrecisionChoice;
import polymnist.model.TrainedModel;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** A network that says 2 of all ink, so that which pictures are read rightly is known. */
class ChoiceJobSparkTest {
  @TempDir private Path folder;

  @BeforeEach
  void publishANetworkThatAlwaysSaysTwo() throws IOException {
    TrainedModel network = CustomJobSparkTest.alwaysTwo();
    SparkSession spark = LocalSpark.session();
    try (StageRun run = LocalSpark.run(warehouse(), "1-train")) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(run.files("model_files"), "constant.zip");
      try (OutputStream out = file.getFileSystem(new Configuration()).create(file)) {
        out.write(network.file());
      }
      run.writeSmall(
          "models",
          spark.sql(
              "SELECT 'constant' AS model, 'corpus' AS training_corpus, 0.1D AS"
                  + " validation_accuracy, 2D AS validation_loss, 'constant.zip' AS file, '"
                  + DigestUtils.sha256Hex(network.file())
                  + "' AS sha256"));
      run.publish("train", Map.of(), "{}");
    }
  }

  private Warehouse warehouse() {
    return LocalSpark.warehouse(folder.resolve("results"));
  }

  private void fit(String groupBy) {
    LocalSpark.execute(warehouse(), "2-choice", new ChoiceJob(), settings(groupBy));
  }

  private ChoiceSettings settings(String groupBy) {
    CustomSettings custom =
        new CustomSettings(
            folder.resolve("pictures").toString(),
            "",
            groupBy,
            "data/backgrounds",
            "plain",
            List.of(),
            CustomSettings.Networks.BEST,
            "none",
            PrecisionChoice.FLOAT,
            new Decision(0.2, 0.9, CustomSettingsTest.WEIGHTS),
            Map.of("plain", new Plain()),
            7);
    return new ChoiceSettings(custom, 2, 7);
  }

  private List<String> rows(String statement) {
    try (StageRun run = LocalSpark.run(warehouse(), "3-look")) {
      for (String table : new ChoiceJob().writes()) {
        run.read(table).createOrReplaceTempView(table);
      }
      return LocalSpark.session().sql(statement).collectAsList().stream()
          .map(Row::toString)
          .toList();
    }
  }

  private void picture(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve("pictures"));
    Files.write(folder.resolve("pictures").resolve(name), bytes);
  }

  private void labels(String lines) throws IOException {
    Files.writeString(folder.resolve("pictures").resolve("labels.csv"), lines);
  }

  private static byte[] two(int x) {
    return new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, x, 20, 1).png();
  }

  @Test
  void groupsAreLeftOutInEachRepetitionAndAllPicturesOfThemCount() throws IOException {
    picture("a1.png", two(20));
    picture("a2.png", two(40));
    picture("b1.png", two(30));
    picture("b2.png", two(25));
    picture("blank.png", new Sketch(90, 90, Color.WHITE).png());
    picture("no-label.png", two(33));
    picture("no-source.png", two(33));
    labels(
        """
        path,label,source
        a1.png,2,a
        a2.png,2,a
        b1.png,2,b
        b2.png,7,b
        blank.png,2,b
        no-label.png,,b
        no-source.png,2,
        """);
    fit("source");
    // Of b, the seven is read as a two, and no ink is no answer.
    assertThat(
            rows(
                "SELECT group, repetition, right, pictures FROM choice_left_out"
                    + " ORDER BY group, repetition"))
        .containsExactly("[a,0,2,2]", "[a,1,2,2]", "[b,0,1,3]", "[b,1,1,3]");
    assertThat(rows("SELECT feature FROM choice_weights"))
        .containsExactlyInAnyOrderElementsOf(
            CustomSettingsTest.WEIGHTS.byName().keySet().stream().map("[%s]"::formatted).toList());
    assertThat(rows("SELECT count(*) FROM choice_weights WHERE abs(weight) < 100"))
        .containsExactly("[12]");
  }

  @Test
  void withoutSourcesNothingCanBeLeftOut() {
    assertThatThrownBy(() -> new ChoiceJob().check(settings(" "), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("custom.group-by must name the column");
  }

  @Test
  void aFileThatIsNoPictureIsNamed() throws IOException {
    picture("2.png", two(20));
    picture("broken.png", new byte[] {1, 2, 3});
    labels("path,label,source\n2.png,2,a\nbroken.png,2,b\n");
    assertThatThrownBy(() -> fit("source"))
        .rootCause()
        .hasMessageContaining("broken.png cannot be used to fit weights, it");
  }
}
