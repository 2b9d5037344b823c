package polymnist.report.chapter.overview;

import java.util.List;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.augmentation.ImpactChapter;

/** What the numbers on the page do not say. */
public final class LimitsChapter implements Chapter {
  private static final Chapter IMPACT = new ImpactChapter();

  private static final List<Limit> LIMITS =
      List.of(
          new Limit(
              "Intervals show how the figures would vary with other test images of the same kind."
                  + " They do not show how they would vary if a network were trained again from"
                  + " another seed: each network was trained once on each corpus.",
              " Only the chapter %s trains networks again, with each of its seeds. Its intervals"
                  + " cover seeds as well as digits where there are two seeds or more; of one seed"
                  + " they are those of this very pair of networks."),
          new Limit(
              "Test images have the same backgrounds as training images, in other crops. The"
                  + " figures say nothing about backgrounds that were never seen.",
              " Only those of the chapter %s do, where it has images of modalities never seen or"
                  + " on other photos."),
          new Limit(
              "Intervals and p-values count the images of one handwritten digit as far as they"
                  + " are right or wrong together. Where the digit of an image is not known, it is"
                  + " taken to be written by itself; so are own pictures, though one hand may have"
                  + " written many.",
              ""),
          new Limit(
              "The best network was chosen on validation images and then measured on test images;"
                  + " its test figure is fair, but it need not be the best of all on the test"
                  + " images.",
              ""),
          new Limit(
              "Own handwriting is a few pictures by few hands: an example of how the network"
                  + " generalises, no measure of it.",
              ""));

  /**
   * A limit of the study.
   *
   * @param impact what the job {@code impact} changes about it once it has run, with a place for
   *     the title of its chapter; empty for nothing
   */
  private record Limit(String text, String impact) {
    Paragraph afterImpact() {
      return new Paragraph(text + impact.formatted(IMPACT.title()));
    }
  }

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
    return study.has("impact_effect")
        ? LIMITS.stream().<Block>map(Limit::afterImpact).toList()
        : LIMITS.stream().<Block>map(limit -> new Paragraph(limit.text())).toList();
  }
}
