package polymnist.report.chapter.overview;

import java.util.List;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;

/** What the numbers on the page do not say. */
public final class LimitsChapter implements Chapter {
  private static final List<String> LIMITS =
      List.of(
          "Intervals tell how the figures would vary with other test images of the same kind. They"
              + " do not tell how they would vary if a network were trained again from another"
              + " seed: each network was trained once on each corpus.",
          "Test images have the same backgrounds as training images, in other crops. The figures"
              + " say nothing about backgrounds that were never seen.",
          "Intervals and p-values take images to be independent. Where the same handwritten digit"
              + " is shown in several modalities they are not quite, and the intervals are somewhat"
              + " too narrow.",
          "The best network was chosen on validation images and then measured on test images; its"
              + " test figure is fair, but it need not be the best of all on the test images.",
          "Own handwriting is a few pictures by few hands: an example of how the network"
              + " generalises, no measure of it.");

  @Override
  public String id() {
    return "limits";
  }

  @Override
  public String title() {
    return "Limits";
  }

  @Override
  public List<Block> blocks(Study study) {
    return LIMITS.stream().<Block>map(Paragraph::new).toList();
  }
}
