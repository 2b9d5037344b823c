package polymnist.ink.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.ink.choose.ChoiceTest.sure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.ink.choose.ChoiceFit.LabelledChoice;
import polymnist.ink.choose.ChoiceFit.LeftOutGroup;

/** Pictures with two candidates each, of which the one with the greater second feature is right. */
class ChoiceFitTest {
  private static LabelledChoice picture(int number, double second) {
    double[][] features = new double[2][ChoiceWeights.COUNT];
    // The first feature says nothing: it is with either.
    features[0][0] = number % 2;
    features[1][0] = 1 - number % 2;
    features[1][1] = second;
    return new LabelledChoice(
        "picture " + number,
        "group " + number % 6,
        7,
        features,
        new double[][] {sure(3, 0.9), sure(7, 0.9)});
  }

  private static List<LabelledChoice> pictures() {
    List<LabelledChoice> pictures = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      pictures.add(picture(number, 1));
    }
    return pictures;
  }

  @Test
  void whatTellsTheRightOneGetsTheWeight() {
    ChoiceWeights weights = new ChoiceFit(pictures()).weights();
    assertThat(weights.size()).isGreaterThan(1);
    assertThat(Math.abs(weights.sureness())).isLessThan(0.1);
    assertThat(weights.share()).isZero();
  }

  @Test
  void groupsLeftOutAreReadByWhatOthersTaught() {
    assertThat(new ChoiceFit(pictures()).leftOut(1))
        .hasSize(6)
        .allSatisfy(group -> assertThat(group.right()).isEqualTo(group.pictures()).isEqualTo(10));
  }

  @Test
  void aGroupThatContradictsAllOthersIsReadWronglyWhenLeftOut() {
    List<LabelledChoice> pictures = pictures();
    pictures.replaceAll(
        picture ->
            picture.group().equals("group 2")
                ? picture(Integer.parseInt(picture.path().replace("picture ", "")), -1)
                : picture);
    assertThat(new ChoiceFit(pictures).leftOut(1))
        .filteredOn(group -> group.group().equals("group 2"))
        .extracting(LeftOutGroup::right)
        .containsExactly(0L);
  }

  @Test
  void theOrderOfPicturesDoesNotMatter() {
    List<LabelledChoice> reversed = pictures();
    Collections.reverse(reversed);
    assertThat(new ChoiceFit(reversed).weights()).isEqualTo(new ChoiceFit(pictures()).weights());
  }

  @Test
  void aPictureWithoutCandidatesIsReadWrongly() {
    List<LabelledChoice> pictures = pictures();
    pictures.add(new LabelledChoice("none", "blank", 7, new double[0][], new double[0][]));
    assertThat(new ChoiceFit(pictures).leftOut(1)).contains(new LeftOutGroup("blank", 0, 1));
  }
}
