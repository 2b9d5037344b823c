package polymnist.ink;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polymnist.custom.Sketch;
import polymnist.image.Image;

class CandidatesTest {
  private static final Image PLAIN =
      new Sketch(90, 100, Color.WHITE).two(Color.BLACK, 5, 30, 25, 1).image();

  /** Share of the ink of both masks that both have, 0 to 1. */
  private static double alike(byte[] one, byte[] other) {
    double common = 0;
    double all = 0;
    for (int i = 0; i < one.length; i++) {
      common += Math.min(one[i] & 0xff, other[i] & 0xff);
      all += Math.max(one[i] & 0xff, other[i] & 0xff);
    }
    return common / all;
  }

  private static byte[] two() {
    return Candidates.of(PLAIN).get(0).mask();
  }

  private static double likestTwo(Image picture) {
    return Candidates.of(picture).stream()
        .mapToDouble(candidate -> alike(candidate.mask(), two()))
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @CsvSource({
    "ffffff, 000000", // ink on paper
    "000000, ffffff", // chalk on a board
    "ffffff, e4e4e4", // hardly visible
    "808080, 909090", // grey on grey
    "a0c8ff, d0c070" // as light as its ground, of another colour
  })
  void inkOfAnyColourOnAnyGroundIsAmongThem(String paper, String ink) {
    Image picture =
        new Sketch(90, 100, Color.decode("#" + paper))
            .two(Color.decode("#" + ink), 5, 30, 25, 1)
            .image();
    assertThat(likestTwo(picture)).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @CsvSource({"1.5, 1", "5, 1", "14, 1", "40, 6", "5, 6", "24, 0.9"})
  void penOfAnyWidthIsAmongThem(double pen, double scale) {
    Image picture =
        new Sketch((int) (90 * scale) + 60, (int) (100 * scale) + 60, Color.WHITE)
            .two(Color.BLACK, pen, 30 + 30 * scale, 20 + 25 * scale, scale)
            .image();
    // A pen of 14 in a digit of 50 fills its bends.
    assertThat(likestTwo(picture)).isGreaterThan(pen / scale > 10 ? 0.5 : 0.7);
  }

  @Test
  void linesOfAPageAsDarkAsTheInkAreTakenOut() {
    Image picture =
        new Sketch(300, 300, Color.WHITE)
            .squares(Color.BLACK, 37)
            .two(Color.BLACK, 9, 100, 80, 3)
            .image();
    List<Candidate> unruled =
        Candidates.of(picture).stream()
            .filter(candidate -> candidate.way().field() == InkWay.Field.UNRULED)
            .toList();
    assertThat(unruled).isNotEmpty();
    assertThat(unruled)
        .anySatisfy(candidate -> assertThat(alike(candidate.mask(), two())).isGreaterThan(0.6));
  }

  @Test
  void lightThatFallsOffToASideHidesNothing() {
    Image picture =
        new Sketch(300, 300, Color.WHITE).two(Color.DARK_GRAY, 9, 170, 80, 3).dimmed(0.2).image();
    assertThat(likestTwo(picture)).isGreaterThan(0.85);
  }

  @Test
  void eachOfSeveralPartsIsOneOfThem() {
    Image picture =
        new Sketch(200, 100, Color.WHITE)
            .two(Color.BLACK, 5, 20, 25, 1)
            .two(Color.BLACK, 5, 130, 25, 1)
            .image();
    assertThat(Candidates.of(picture))
        .filteredOn(candidate -> candidate.way().alone())
        .anyMatch(candidate -> candidate.box().right() < 80)
        .anyMatch(candidate -> candidate.box().left() > 100);
  }

  @Test
  void aBoxIsWhereTheInkIsInThePicture() {
    // A two of 30 x 50 pixels by 20, with a pen of 60, in a picture that is searched at a tenth.
    Image picture =
        new Sketch(4000, 3000, Color.WHITE).two(Color.BLACK, 60, 2000, 1000, 20).image();
    BoundingBox box = Candidates.of(picture).get(0).box();
    assertThat(box.left()).isBetween(1940, 1990);
    assertThat(box.right()).isBetween(2600, 2660);
    assertThat(box.top()).isBetween(940, 990);
    assertThat(box.bottom()).isBetween(2000, 2060);
  }

  @Test
  void smallInkOfALargePictureIsSearchedAgainMoreFinely() {
    Image picture = new Sketch(4000, 3000, Color.WHITE).two(Color.BLACK, 16, 700, 900, 3).image();
    Candidate small = Candidates.of(picture).get(0);
    List<Candidate> closer = Candidates.around(small, picture);
    assertThat(closer).isNotEmpty();
    assertThat(closer.get(0).box().overlap(small.box())).isGreaterThan(0.6);
    assertThat(closer.get(0).ink().height()).isGreaterThan(3 * small.ink().height());
    assertThat(alike(closer.get(0).mask(), two())).isGreaterThan(0.7);
  }

  @Test
  void thereIsNothingCloserToSeeOfASmallPicture() {
    assertThat(Candidates.around(Candidates.of(PLAIN).get(0), PLAIN)).isEmpty();
  }

  @Test
  void whereThereIsNoInkThereAreNone() {
    assertThat(Candidates.of(new Sketch(90, 100, Color.WHITE).image())).isEmpty();
    assertThat(Candidates.of(new Sketch(90, 100, Color.BLACK).image())).isEmpty();
    assertThat(Candidates.of(Image.black(3, 1, 1))).isEmpty();
    assertThat(Candidates.of(Image.black(1, 5, 900))).isEmpty();
  }

  @Test
  void inkThatIsFoundInMoreWaysHasMoreSupport() {
    assertThat(Candidates.of(PLAIN).get(0).support()).isGreaterThan(3);
  }

  @Test
  void inkIsShownWhereItIsInThePicture() {
    Image picture =
        new Sketch(400, 200, Color.WHITE).stroke(Color.BLACK, 40, 300, 40, 300, 160).image();
    Grey shown = Candidates.of(picture).get(0).inPicture(200, 400, 100);
    assertThat(shown.width()).isEqualTo(100);
    assertThat(shown.height()).isEqualTo(50);
    assertThat(shown.at(25, 75)).isGreaterThan(0.9f);
    assertThat(shown.at(25, 50)).isZero();
    assertThat(shown.at(1, 75)).isZero();
  }
}
