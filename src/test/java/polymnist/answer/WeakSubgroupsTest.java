package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import polymnist.answer.WeakSubgroups.Subgroup;

class WeakSubgroupsTest {
  private static final Subgroup M0 =
      new Subgroup("modality=m0", new Share(0.936, 0.911, 0.954, 500), true);
  private static final Subgroup SEVEN =
      new Subgroup("class=7", new Share(0.944, 0.908, 0.967, 250), true);
  private static final Subgroup M1 =
      new Subgroup("modality=m1", new Share(0.98, 0.96, 0.99, 500), false);

  private static Answer answer(Subgroup... subgroups) {
    return new WeakSubgroups(0.972, List.of(subgroups)).answer();
  }

  @Test
  void nothingIsKnownWithoutSubgroups() {
    assertThat(answer().finding()).isEqualTo(Finding.NOT_MEASURED);
  }

  @Test
  void theWorstTwoAreNamed() {
    Answer answer =
        answer(M1, SEVEN, new Subgroup("readable=no", new Share(0.95, 0.92, 0.97, 300), true), M0);
    assertThat(answer.finding()).isEqualTo(Finding.WORSE);
    assertThat(answer.figure()).isEqualTo("93.6 % right");
    assertThat(answer.detail()).isEqualTo("modality m0, 95 % interval 91.1 to 95.4 %, n = 500");
    assertThat(answer.sentence())
        .isEqualTo(
            "It is worse on modality m0: 93.6 % of 500 images (95 % interval 91.1 to 95.4 %) and"
                + " digit 7: 94.4 % of 250 images (95 % interval 90.8 to 96.7 %); on all test images"
                + " it reads 97.2 % right. That is so of 3 of 4 subgroups.");
  }

  @Test
  void amongManyOneMayBeChance() {
    Subgroup[] many =
        Stream.concat(Stream.of(M0), IntStream.range(0, 28).mapToObj(i -> M1))
            .toArray(Subgroup[]::new);
    assertThat(answer(many).sentence())
        .endsWith("That is so of 1 of 29 subgroups; of so many, one may seem so by chance.");
  }

  @Test
  void noneIsWorse() {
    assertThat(answer(M1).finding()).isEqualTo(Finding.NOT_SHOWN);
    assertThat(answer(M1).sentence())
        .isEqualTo("Of 1 subgroup of the test images none is shown to be read worse than all.");
  }

  @Test
  void fewImagesShowNothing() {
    Answer answer = answer(new Subgroup("modality=m0", new Share(0, 0, 0.98, 1), false));
    assertThat(answer.finding()).isEqualTo(Finding.TOO_FEW);
    assertThat(answer.sentence())
        .isEqualTo(
            "The largest of 1 subgroup has 1 test image, too few to show that it is worse there.");
  }
}
