package polymnist.custom.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.custom.Sketch;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.Candidates;

class PresentationTest {
  private static final Image PICTURE =
      new Sketch(112, 112, Color.WHITE).two(Color.BLACK, 5, 40, 30, 1).image();
  private static final Candidate FOUND = Candidates.of(PICTURE).get(0);
  private static final Pasting PASTING =
      new Pasting(List.of(Image.black(3, 28, 28), Image.black(3, 40, 30)), 3);
  private static final Varied VARIED = new Varied(5, 2, 8, 10, 0.8, 1.2, 0.9, 1.1);

  private static List<Image> images(Presentation presentation) {
    return presentation.images("a.png", PICTURE, FOUND, PASTING);
  }

  @Test
  void shrunkShowsThePictureAsItIs() {
    Image shrunk = images(new Shrunk()).get(0);
    // The first 4 x 4 pixels are white paper.
    assertThat(shrunk.at(0, 0, 0)).isEqualTo(255);
    long sum = 0;
    for (byte sample : PICTURE.samples()) {
      sum += sample & 0xff;
    }
    long small = 0;
    for (byte sample : shrunk.samples()) {
      small += sample & 0xff;
    }
    assertThat(small / (3.0 * 28 * 28))
        .isBetween(sum / (3.0 * 112 * 112) - 1, sum / (3.0 * 112 * 112) + 1);
  }

  @Test
  void plainShowsTheMaskInEachChannel() {
    Image plain = images(new Plain()).get(0);
    for (int i = 0; i < 28 * 28; i++) {
      assertThat(plain.at(2, i / 28, i % 28)).isEqualTo(FOUND.mask()[i] & 0xff);
    }
  }

  @Test
  void pastedOnBlackIsTheMaskCutAtTheThreshold() {
    List<Image> pasted = images(new Pasted(1));
    assertThat(pasted).hasSize(2);
    for (int i = 0; i < 28 * 28; i++) {
      int wanted = (FOUND.mask()[i] & 0xff) > 128 ? 255 : 0;
      assertThat(pasted.get(0).at(1, i / 28, i % 28)).isEqualTo(wanted);
    }
  }

  @Test
  void variedShowsTheDigitItselfFirstAndThenOtherForms() {
    List<Image> varied = images(VARIED);
    assertThat(varied).hasSize(5 * 2 * 2);
    assertThat(varied.subList(0, 4)).isEqualTo(images(new Pasted(2)));
    // On black photos each form is one image, four times.
    assertThat(varied.stream().distinct()).hasSize(5);
    assertThat(images(VARIED)).isEqualTo(varied);
  }
}
