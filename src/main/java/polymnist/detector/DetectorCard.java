package polymnist.detector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What is known of a detector: a JSON file beside it.
 *
 * @param fileSha256 of the network's file
 * @param weightsSha256 of its weights alone
 * @param seed of all chance in its training
 * @param commit of the project that trained it
 * @param parameters the number of its weights
 * @param digits that it was trained on
 * @param nonDigits that it was trained on
 * @param epochs that it was trained for
 * @param bestEpoch the one whose weights were kept, from 1
 * @param validationAccuracy of that epoch on digits as they are found on paper, 0 to 1
 * @param leastConfidence below which drawn pictures were refused
 * @param rejection of drawn pictures: the digits, each kind of non-digit, and the mean over kinds
 * @param thresholds what other values of the least confidence would refuse
 */
public record DetectorCard(
    String fileSha256,
    String weightsSha256,
    long seed,
    String commit,
    long parameters,
    int digits,
    int nonDigits,
    int epochs,
    int bestEpoch,
    double validationAccuracy,
    double leastConfidence,
    List<RejectionScores.KindRow> rejection,
    List<RejectionScores.ThresholdRow> thresholds)
    implements Serializable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the card", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException when it is no such text
   */
  static DetectorCard ofJson(byte[] json) throws IOException {
    return JSON.readValue(json, DetectorCard.class);
  }
}
