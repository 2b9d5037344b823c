package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

/** That a page at fault is seen to be, so that a page without fault says something. */
class ChromiumTest {
  @TempDir Path folder;

  @Test
  void aPageAtFaultIsSeenToBe() throws IOException, UnreadableImage {
    Path page = folder.resolve("page.html");
    Files.writeString(
        page,
        """
        <!DOCTYPE html><title>fault</title><link rel="icon" href="data:,">
        <body style="margin:0"><div id="wide" style="width:500px;height:20px"></div>
        <img src="absent.png" alt="">
        <script>
          let said = [];
          addEventListener('mousedown', e => said.push(`${e.clientX},${e.clientY}`));
          console.error('a fault');
          setTimeout(() => { throw new Error('another'); });
        </script>
        """);

    try (Chromium browser = Chromium.start()) {
      browser.open(page.toUri(), 360, 640);
      browser.settle();
      browser.click(30, 40);

      assertThat(browser.errors()).anySatisfy(error -> assertThat(error).contains("a fault"));
      assertThat(browser.errors()).anySatisfy(error -> assertThat(error).contains("another"));
      assertThat(browser.requests())
          .containsExactly(folder.resolve("absent.png").toUri().toString());
      assertThat(browser.evaluate("innerWidth + ' ' + document.documentElement.scrollWidth"))
          .isEqualTo("360 500");
      assertThat(browser.evaluate("Promise.resolve(said)")).isEqualTo("[\"30,40\"]");

      Path png = folder.resolve("page.png");
      browser.screenshot(png, false);
      assertThat(Png.decode(Files.readAllBytes(png)).toString()).isEqualTo("Image[3,640,360]");
    }
  }
}
