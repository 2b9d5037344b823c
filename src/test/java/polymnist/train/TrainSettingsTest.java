package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.setting.Settings;

/** Settings of training as users write them. */
class TrainSettingsTest {
  private static TrainSettings settings(String... assignments) throws Exception {
    return Settings.load(Path.of("").toAbsolutePath(), "full", List.of(assignments))
        .bind("train", TrainSettings.class);
  }

  @Test
  void aNetworkWhoseNameIsWrittenWronglyIsNotANewOne() {
    assertThatThrownBy(() -> settings("train.networks.vvg.epochs=3"))
        .hasMessage(
            "command line: train.networks.vvg lacks architecture, batch-size, learning-rate,"
                + " averaging-frequency, label-smoothing (did you mean vgg?)");
  }

  @Test
  void aStepIsSharedByTheWorkersEqually() throws Exception {
    TrainSettings settings =
        settings("train.workers=4", "train.train=[mlp]", "train.networks.mlp.batch-size=96");
    assertThat(settings.networks().get("mlp").workerBatch(4)).isEqualTo(24);
    assertThatThrownBy(
            () ->
                settings(
                    "train.workers=4", "train.train=[mlp]", "train.networks.mlp.batch-size=90"))
        .hasMessageContaining("command line: train.networks.mlp.batch-size must give each of the 4")
        .hasMessageContaining("such as 92, was 90");
  }

  @Test
  void workersThatWereTypedAreToBlameForAllNetworksAtOnce() throws Exception {
    String batches = "train.networks.%s.batch-size=%d";
    assertThatThrownBy(() -> settings("train.workers=3", "train.train=[mlp,vgg]", "train.fresh=[]"))
        .hasMessage(
            "command line: train.workers=3: train.networks.mlp.batch-size must give each of the 3"
                + " workers an equal part of at least 2 images, such as 129, was 128; so must that of"
                + " vgg, such as 66, was 64");
    assertThat(
            settings(
                    "train.workers=3",
                    "train.train=[mlp,vgg]",
                    "train.fresh=[]",
                    batches.formatted("mlp", 129),
                    batches.formatted("vgg", 66))
                .workers())
        .isEqualTo(3);
  }

  @Test
  void digitsThatArePastedAreOnlyBent() throws Exception {
    assertThat(
            settings("train.fresh-images.pasted=true", "train.fresh-images.policy=bend")
                .freshPolicy()
                .onlyBends())
        .isTrue();
    assertThatThrownBy(
            () -> settings("train.fresh-images.pasted=true", "train.fresh-images.policy=light"))
        .hasMessageContaining("train.fresh-images.policy must only bend digits")
        .hasMessageContaining("light does more");
    assertThatThrownBy(
            () ->
                settings(
                    "train.fresh-images.pasted=true",
                    "train.fresh-images.policy=bend",
                    "train.fresh-images.backgrounds=\"\""))
        .hasMessageContaining("train.fresh-images.backgrounds");
  }

  /** An array of Java's has 2,147,483,647 bytes, an image 2,352: 913,044 images. */
  @Test
  void aShardHasNoMoreImagesThanAnArrayHolds() throws Exception {
    assertThat(settings("train.shard-images=800000").shardImages()).isEqualTo(800_000);
    assertThatThrownBy(() -> settings("train.shard-images=913045"))
        .hasMessageContaining("train.shard-images must lie between 64 and 800000, was 913045");
  }

  @Test
  void imagesMadeAnewMayBeAllThatIsTrainedOn() throws Exception {
    assertThat(settings("train.train=[]", "train.fresh=[resnet]").trained())
        .containsExactly("resnet");
    assertThatThrownBy(() -> settings("train.train=[]", "train.fresh=[]"))
        .hasMessageContaining("train.train must have at least one name where fresh has none");
  }

  @Test
  void aNetworkThatIsNotTrainedMayHaveAnyStep() throws Exception {
    assertThat(settings("train.train=[linear]", "train.networks.mlp.batch-size=63").train())
        .containsExactly("linear");
  }

  @Test
  void aStepIsNoLargerThanAShard() {
    assertThatThrownBy(
            () ->
                settings(
                    "train.train=[vgg]",
                    "train.shard-images=100",
                    "train.networks.vgg.batch-size=128"))
        .hasMessageContaining(
            "train.networks.vgg.batch-size must be at most shard-images, which is 100, was 128");
  }
}
