package polymnist.report.chapter.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.FakeTables;

class LimitsChapterTest {
  @Test
  void withoutTrialsNothingIsKnownOfOtherSeedsAndBackgrounds() {
    List<String> limits =
        paragraphs(new LimitsChapter().blocks(new FakeTables().without("impact_effect").study()));

    assertThat(limits)
        .contains(
            "Intervals show how the figures would vary with other test images of the same kind."
                + " They do not show how they would vary if a network were trained again from"
                + " another seed: each network was trained once on each corpus.",
            "Test images have the same backgrounds as training images, in other crops. The figures"
                + " say nothing about backgrounds that were never seen.")
        .noneMatch(limit -> limit.contains("Impact"));
  }

  @Test
  void afterTrialsTheirChapterIsTheExceptionToWhatIsNotKnown() {
    List<String> limits = paragraphs(new LimitsChapter().blocks(new FakeTables().study()));

    assertThat(limits)
        .contains(
            "Intervals show how the figures would vary with other test images of the same kind."
                + " They do not show how they would vary if a network were trained again from"
                + " another seed: each network was trained once on each corpus. Only the chapter"
                + " Impact of augmentation policies trains networks again, with each of its seeds."
                + " Its intervals cover seeds as well as digits where there are two seeds or more;"
                + " of one seed they are those of this very pair of networks.",
            "Test images have the same backgrounds as training images, in other crops. The figures"
                + " say nothing about backgrounds that were never seen. Only those of the chapter"
                + " Impact of augmentation policies do, where it has images of modalities never"
                + " seen or on other photos.");
  }

  @Test
  void whatTrialsDoNotConcernIsSaidAlike() {
    List<String> without =
        paragraphs(new LimitsChapter().blocks(new FakeTables().without("impact_effect").study()));
    List<String> after = paragraphs(new LimitsChapter().blocks(new FakeTables().study()));

    assertThat(after).hasSameSizeAs(without);
    assertThat(after.subList(2, 5)).isEqualTo(without.subList(2, 5));
  }
}
