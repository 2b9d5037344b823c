package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerLineTest {
  private static AnswerLine read(Integer label, int predicted, double probability) {
    return new AnswerLine("a b.png", label, null, "digit", null, predicted, probability);
  }

  @Test
  void anAnswerIsTheDigitAndHowSureItIs() {
    assertThat(read(7, 7, 0.984).inWords()).isEqualTo("a b.png: 7 (98 %)");
    assertThat(read(null, 7, 0.999).inWords()).isEqualTo("a b.png: 7 (100 %)");
  }

  @Test
  void aWrongAnswerSaysWhatIsRight() {
    assertThat(read(7, 1, 0.72).inWords()).isEqualTo("a b.png: read as 1 (72 %), is 7");
  }

  @Test
  void anAnswerToAPictureWithoutDigitIsWrong() {
    assertThat(new AnswerLine("a.png", null, false, "digit", null, 1, 0.986).inWords())
        .isEqualTo("a.png: read as 1 (99 %), shows no digit");
    assertThat(new AnswerLine("a.png", null, false, "no_digit", "no ink", null, null).inWords())
        .isEqualTo("a.png: no digit, no ink");
  }

  @Test
  void withoutAnAnswerThereIsAReason() {
    assertThat(new AnswerLine("a.png", 7, true, "no_digit", "shows no ink", null, null).inWords())
        .isEqualTo("a.png: no digit, shows no ink");
    assertThat(new AnswerLine("a.png", null, null, "unreadable", null, null, null).inWords())
        .isEqualTo("a.png: unreadable");
  }

  /** A name that would clear the screen, begin a line of its own and turn what follows around. */
  @Test
  void aLineIsALineWhateverThePathHolds() {
    AnswerLine line =
        new AnswerLine(
            "\u001b[2J\r\nall is well\u2028\u202e ä \ud83d\ude00.png",
            null,
            null,
            "unreadable",
            "does not decode:\n  tab\there",
            null,
            null);
    assertThat(line.inWords())
        .isEqualTo(
            "\\u001b[2J\\u000d\\u000aall is well\\u2028\\u202e ä \ud83d\ude00.png: unreadable,"
                + " does not decode:\\u000a  tab\\u0009here");
  }

  @Test
  void allAreCountedByStatus() {
    assertThat(
            AnswerLine.lines(
                Collections.nCopies(3, read(7, 7, 0.5)), Map.of("several", 1L, "digit", 2L)))
        .containsExactly(
            "a b.png: 7 (50 %)",
            "a b.png: 7 (50 %)", "a b.png: 7 (50 %)", "of all 3: 2 digit, 1 several");
  }

  @Test
  void moreThanAreShownAreCounted() {
    List<String> lines =
        AnswerLine.lines(
            Collections.nCopies(40, read(7, 7, 0.5)),
            Map.of("digit", 48L, "no_digit", 2L, "several", 1L, "unreadable", 1L));
    assertThat(lines).hasSize(41);
    assertThat(lines)
        .endsWith(
            "and 12 more in the table custom_predictions;"
                + " of all 52: 48 digit, 2 no digit, 1 several, 1 unreadable");
  }
}
