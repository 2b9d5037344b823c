package polymnist.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of RFC 4180, section 2. */
class CsvTest {
  @Test
  void plainCellsStandAsTheyAre() {
    assertThat(Csv.line(List.of("vgg", " 0.5 ", "it's"))).isEqualTo("vgg, 0.5 ,it's");
  }

  @Test
  void cellsWithCommasOrLineBreaksAreQuoted() {
    assertThat(Csv.line(List.of("a,b", "c\nd", "e\rf"))).isEqualTo("\"a,b\",\"c\nd\",\"e\rf\"");
  }

  @Test
  void quotesAreDoubledWithinQuotes() {
    assertThat(Csv.line(List.of("says \"no\"", "\""))).isEqualTo("\"says \"\"no\"\"\",\"\"\"\"");
  }

  @Test
  void nullIsNothingBetweenCommasAndEmptyTextIsQuoted() {
    assertThat(Csv.line(Arrays.asList("", "a", null))).isEqualTo("\"\",a,");
  }
}
