package polymnist.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import polymnist.image.Image;
import polymnist.report.Chromium;

/**
 * What the page in a browser reads on its paper.
 *
 * @param canvas PNG of the paper
 * @param mask 28 x 28 grey values
 * @param seen [3,28,28] each
 * @param probabilities of the digits 0 to 9
 */
record PageReading(byte[] canvas, byte[] mask, List<Image> seen, double[] probabilities) {

  static PageReading of(Chromium browser) throws IOException {
    JsonNode read =
        new ObjectMapper()
            .readTree(
                browser.evaluate(
                    """
                    (() => {
                      const paper = document.getElementById('paper');
                      const steps = reader.steps(paper, Infinity);
                      let step = steps.next();
                      while (!step.done) {
                        step = steps.next();
                      }
                      const { mask, seen, probabilities } = step.value;
                      const text = (bytes) => btoa(String.fromCharCode(...bytes));
                      const canvas = paper.toDataURL('image/png').split(',')[1];
                      return { canvas, mask: text(mask), seen: seen.map(text), probabilities };
                    })()
                    """));
    Base64.Decoder base64 = Base64.getDecoder();
    List<Image> seen = new ArrayList<>();
    for (JsonNode one : read.path("seen")) {
      byte[] pixels = base64.decode(one.asText());
      Image image = Image.black(3, 28, 28);
      for (int i = 0; i < pixels.length; i++) {
        image.samples()[i % 3 * 784 + i / 3] = pixels[i];
      }
      seen.add(image);
    }
    return new PageReading(
        base64.decode(read.path("canvas").asText()),
        base64.decode(read.path("mask").asText()),
        seen,
        IntStream.range(0, 10)
            .mapToDouble(digit -> read.path("probabilities").get(digit).asDouble())
            .toArray());
  }

  /** Puts an opaque picture of the paper's size on the paper, and reads it. */
  static PageReading of(Chromium browser, byte[] png) throws IOException {
    browser.evaluate(
        """
        (async () => {
          const image = document.createElement('img');
          image.src = 'data:image/png;base64,%s';
          await image.decode();
          document.getElementById('paper').getContext('2d').drawImage(image, 0, 0);
          return true;
        })()
        """
            .formatted(Base64.getEncoder().encodeToString(png)));
    return of(browser);
  }
}
