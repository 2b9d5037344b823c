package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;

class CorpusImageTest {
  /** In Egypt's Arabic, Java writes numbers with other digits. */
  @Test
  void idsAreTheSameInAnyLanguage() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Image image = Image.black(3, 28, 28);
      CorpusImage row =
          CorpusImage.of("train", "validation", "m3", 7, 412, null, image, new byte[0], "");
      assertThat(row.id()).isEqualTo("train/m3/7/412");
      assertThat(image).hasToString("Image[3,28,28]");
    } finally {
      Locale.setDefault(usual);
    }
  }
}
