package polymnist.ink.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static polymnist.ink.choose.ChoiceTest.ink;
import static polymnist.ink.choose.ChoiceTest.sure;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.ink.BoundingBox;
import polymnist.ink.Candidate;

class CandidateFeaturesTest {
  private static final List<String> ORDER =
      List.copyOf(ChoiceWeights.of(new double[ChoiceWeights.COUNT]).byName().keySet());
  private static final int SURENESS = ORDER.indexOf("sureness");
  private static final int AGREEMENT = ORDER.indexOf("agreement");
  private static final int PART = ORDER.indexOf("part");

  private static final List<Candidate> WHOLE_AND_PART =
      List.of(ink(new BoundingBox(0, 0, 99, 59)), ink(new BoundingBox(0, 0, 49, 29)));

  @Test
  void aPartKnowsHowSureTheDetectorIsOfTheWhole() {
    double[][] features =
        CandidateFeatures.of(WHOLE_AND_PART, new double[][] {sure(8, 0.9), sure(0, 0.8)});
    assertThat(features[0][PART]).isZero();
    assertThat(features[1][PART]).isCloseTo(Math.log(9) / 3, within(1e-9));
    assertThat(features[1][SURENESS]).isCloseTo(Math.log(4) / 3, within(1e-9));
  }

  @Test
  void agreementCountsThoseInTheSamePlaceThatAreReadAlike() {
    List<Candidate> same =
        List.of(ink(new BoundingBox(0, 0, 99, 59)), ink(new BoundingBox(0, 0, 99, 59)));
    double[][] features = CandidateFeatures.of(same, new double[][] {sure(8, 0.9), sure(8, 0.5)});
    assertThat(features[0][AGREEMENT]).isCloseTo(Math.log(1.5), within(1e-9));
    assertThat(features[1][AGREEMENT]).isCloseTo(Math.log(1.9), within(1e-9));
  }

  @Test
  void weightsAndFeaturesHaveOneOrder() {
    ChoiceWeights weights = ChoiceWeights.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    assertThat(weights.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(CandidateFeatures.of(WHOLE_AND_PART, new double[][] {sure(8, 0.9), sure(0, 0.8)})[0])
        .hasSize(ChoiceWeights.COUNT);
    assertThat(weights).isEqualTo(new ChoiceWeights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    assertThat(weights.byName().keySet()).startsWith("sureness", "size").endsWith("high-threshold");
    assertThat(weights.byName()).containsEntry("from-border", 10.0);
  }
}
