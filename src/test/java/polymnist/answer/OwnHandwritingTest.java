package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnHandwritingTest {
  private static Answer answer(
      int pictures, int byProgram, int digits, int right, int unanswered, int none, int refused) {
    return new OwnHandwriting(pictures, byProgram, digits, right, unanswered, none, refused)
        .answer();
  }

  @Test
  void nothingWasRead() {
    assertThat(answer(0, 0, 0, 0, 0, 0, 0).finding()).isEqualTo(Finding.NOT_MEASURED);
    assertThat(answer(0, 0, 0, 0, 0, 0, 0).sentence())
        .isEqualTo("No picture of handwriting was read.");
  }

  @Test
  void withoutLabelsNothingIsRight() {
    assertThat(answer(3, 0, 0, 0, 0, 0, 0).finding()).isEqualTo(Finding.NOT_LABELLED);
    assertThat(answer(3, 0, 0, 0, 0, 0, 0).sentence())
        .isEqualTo(
            "3 pictures were read, none with the digit that it shows as label. The pictures were"
                + " given by whoever ran the study.");
    assertThat(answer(1, 0, 0, 0, 0, 0, 0).sentence()).startsWith("1 picture was read");
  }

  /** Wilson's interval of all of 90: 90 / (90 + 1.96²) = 95.9 %. */
  @Test
  void nonDigitsThatWereAnsweredCount() {
    Answer answer = answer(100, 100, 90, 90, 0, 10, 6);
    assertThat(answer.finding()).isEqualTo(Finding.NON_DIGITS_ANSWERED);
    assertThat(answer.figure()).isEqualTo("90 of 90");
    assertThat(answer.detail())
        .isEqualTo(
            "pictures of digits read right, 95 % interval 95.9 to 100.0 %; drawn by a program");
    assertThat(answer.sentence())
        .isEqualTo(
            "It reads 90 of 90 pictures of digits right (95 % interval 95.9 to 100.0 %). Of 10"
                + " pictures without a digit it refused 6 and answered 4 with a digit. A program"
                + " drew the pictures: how people's handwriting is read was not measured.");
  }

  @Test
  void allNonDigitsWereRefused() {
    Answer answer = answer(3, 1, 2, 1, 1, 1, 1);
    assertThat(answer.finding()).isEqualTo(Finding.READ);
    assertThat(answer.sentence())
        .isEqualTo(
            "It reads 1 of 2 pictures of digits right (95 % interval 9.5 to 90.5 %); for 1 it gave"
                + " no answer. Of 1 picture without a digit it refused 1. A program drew 1 of 3"
                + " pictures.");
  }

  @Test
  void allDigitsWereRefused() {
    Answer answer = answer(4, 0, 4, 0, 4, 0, 0);
    assertThat(answer.finding()).isEqualTo(Finding.ALL_REFUSED);
    assertThat(answer.figure()).isEqualTo("0 of 4");
    assertThat(answer.sentence())
        .isEqualTo(
            "It gave no answer to 4 pictures of digits. The pictures were given by whoever"
                + " ran the study.");
    assertThat(answer(1, 0, 1, 0, 1, 0, 0).sentence())
        .startsWith("It gave no answer to 1 picture of digits.");
  }
}
