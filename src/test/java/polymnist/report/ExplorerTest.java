package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import polymnist.answer.TableRow;
import polymnist.image.Image;
import polymnist.image.png.Png;

class ExplorerTest {
  private static TableRow image(String id, long label, byte[] picture, TableRow... said) {
    return row(
        "id",
        id,
        "label",
        label,
        "modality",
        "m0",
        "written",
        "12",
        "picture",
        picture,
        "said",
        List.of(said));
  }

  private static TableRow answer(double... probabilities) {
    return row(
        "network",
        "vgg/corpus",
        "predicted",
        1L,
        "probabilities",
        java.util.Arrays.stream(probabilities).boxed().toList(),
        "temperature",
        2.0);
  }

  @Test
  void eachImageHasACellAndFourBytesOfEachNetwork() throws IOException {
    byte[] white = Png.encode(new Image(1, 28, 28, whites()));
    JsonNode explored =
        Explorer.of(
            List.of(
                image("a", 3, Png.encode(Image.black(3, 28, 28))),
                image("b", 0, white, answer(0.2, 0.8))));

    assertThat(explored.get("images").get(1).toString()).isEqualTo("[\"b\",0,\"m0\",\"12\"]");
    byte[] said = Base64.getDecoder().decode(explored.at("/networks/0/answers").asText());
    // The square roots of 0.2 and 0.8 are as 1 to 2.
    assertThat(said).containsExactly(0, 0, 0, 0, 1, (byte) 204, (byte) 170, (byte) 85);
    BufferedImage sheet =
        ImageIO.read(
            new ByteArrayInputStream(
                Base64.getDecoder()
                    .decode(
                        explored.get("sheet").asText().replace("data:image/jpeg;base64,", ""))));
    assertThat(sheet.getRGB(14, 14) & 0xff).isLessThan(20);
    assertThat(sheet.getRGB(32 + 14, 14) & 0xff).isGreaterThan(235);
  }

  private static byte[] whites() {
    byte[] samples = new byte[28 * 28];
    java.util.Arrays.fill(samples, (byte) 255);
    return samples;
  }

  @Test
  void bytesThatAreNoPictureDoNotGetIntoThePage() {
    JsonNode explored = Explorer.of(List.of(image("a", 3, new byte[] {1, 2, 3})));

    assertThat(explored.get("images")).hasSize(1);
    assertThat(explored.get("sheet").asText()).startsWith("data:image/jpeg;base64,");
    assertThat(Explorer.of(List.of()).get("sheet").asText()).isEmpty();
  }
}
