package polymnist.report.chapter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class TimeToAccuracyChapterTest {
  @Test
  void aTargetThatIsNotReachedIsADashAndEachNetworkHasAPlot() {
    Study study =
        new FakeTables()
            .answer(
                TimeToAccuracyChapter.MEDIANS,
                row(
                    "network",
                    "vgg",
                    "recipe",
                    "plain",
                    "software",
                    "polymnist",
                    "seeds",
                    3L,
                    "best",
                    0.985,
                    "to95",
                    10.0,
                    "to97",
                    20.0,
                    "to98",
                    25.0,
                    "to99",
                    Double.POSITIVE_INFINITY,
                    "to993",
                    Double.POSITIVE_INFINITY))
            .answer(
                TimeToAccuracyChapter.CURVES,
                epoch("vgg", "polymnist", 10, 0.97),
                epoch("vgg", "polymnist", 25, 0.985),
                epoch("vgg", "libtorch", 40, 0.98),
                epoch("mlp", "polymnist", 3, 0.9))
            .study();

    List<Block> blocks = new TimeToAccuracyChapter().blocks(study);

    assertThat(blocks.get(0).table().lines().get(0).cells())
        .extracting(Block.Cell::text)
        .containsExactly(
            "plain",
            "polymnist",
            "3",
            "98.50\u00a0%",
            "10.0\u00a0s",
            "20.0\u00a0s",
            "25.0\u00a0s",
            "–",
            "–");
    assertThat(blocks.get(1).charts().plots())
        .extracting(Picture::alt)
        .containsExactly(
            "curves of validation accuracy of vgg over seconds of training: polymnist, plain;"
                + " libtorch, plain",
            "curves of validation accuracy of mlp over seconds of training: polymnist, plain");
  }

  private static TableRow epoch(String network, String software, double seconds, double accuracy) {
    return row(
        "network",
        network,
        "recipe",
        "plain",
        "software",
        software,
        "seconds",
        seconds,
        "validation_accuracy",
        accuracy);
  }
}
