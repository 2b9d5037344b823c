package polymnist.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String HIDDEN = "\"*********(redacted)\"";

  @Test
  void whatSparkWouldHideIsHiddenAndNothingElse() {
    assertThat(
            new Redaction("(?i)secret|password", Map.of())
                .ofJson(
                    "{\"mnist\":\"data\",\"db-Password\" : \"a\\\"b\",\"copies\":2,\"rate\":1.0E-7}"))
        .isEqualTo(
            "{\"copies\":2,\"db-Password\":" + HIDDEN + ",\"mnist\":\"data\",\"rate\":1.0E-7}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"api-token\":4711}",
        "{\"password\":[\"4711\"]}",
        "{\"password\":{\"of\":{\"anna\":4711}}}",
        "{\"access-key\":\"4711\"}",
        "{\"a\":[{\"b\":{\"secret\":\"4711\"}}]}",
        "{\"a\":[\"ftp://anna:4711@host/x\"]}",
        "{\"ftp://anna:4711@host/x\":1}",
        "{\"p\\u0061ssword\":\"4711\"}"
      })
  void aSecretOfAnyTypeIsHidden(String json) {
    assertThat(new Redaction().ofJson(json)).doesNotContain("4711").contains("(redacted)");
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://KEY:TOPSECRET@bucket/x@y, s3a://HIDDEN@bucket/x@y",
    "ftp://anna:TOP/SECRET@host/x, ftp://HIDDEN@host/x",
    "ftp://anna:TOP@SECRET@host/x, ftp://HIDDEN@host/x",
    "there is no ftp://anna:TOPSECRET@host/x here, there is no ftp://HIDDEN@host/x here",
    "https://TOPSECRET@host/x, https://HIDDEN@host/x",
    "https://host/x?a=1&token=TOPSECRET&b=2, https://host/x?a=1&token=HIDDEN&b=2",
    "https://host/x?sv=3&sig=TOPSECRET, https://host/x?sv=3&sig=HIDDEN",
    "https://host/x?X-Amz-Signature=TOPSECRET, https://host/x?X-Amz-Signature=HIDDEN",
    "hdfs://host:8020/a@b, hdfs://host:8020/a@b",
    "abfs://container@account/x, abfs://container@account/x",
    "a file named me@home, a file named me@home",
  })
  void ofAnAddressTheUserAndTheTokenAreHidden(String text, String hidden) {
    assertThat(new Redaction().ofText(text))
        .isEqualTo(hidden.replace("HIDDEN", "*********(redacted)"));
  }

  @Test
  void factsAreHiddenInNamesAndValues() {
    assertThat(
            new Redaction()
                .ofFacts(
                    Map.of(
                        "file ftp://anna:4711@host/x", "c0ffee",
                        "found report", "ftp://anna:4711@host/x",
                        "session-token", "4711",
                        "seed", "2")))
        .containsOnly(
            Map.entry("file ftp://*********(redacted)@host/x", "c0ffee"),
            Map.entry("found report", "ftp://*********(redacted)@host/x"),
            Map.entry("session-token", "*********(redacted)"),
            Map.entry("seed", "2"));
  }

  @Test
  void whatASettingTookFromASecretVariableIsHidden(@TempDir Path folder) {
    Redaction redaction =
        new Redaction(
            "(?i)secret|token",
            Map.of("HF_TOKEN", "hf_4711.0815", "NO_TOKEN", "1", "SECRETS", folder.toString()));
    assertThat(redaction.ofText("hf_4711.0815 of 1 in " + folder))
        .isEqualTo("*********(redacted) of 1 in " + folder);
  }

  @Test
  void aMaskOfSparksIsHonoured() {
    System.setProperty("spark.redaction.regex", "colour");
    try {
      assertThat(new Redaction().ofJson("{\"colour\":\"red\"}")).doesNotContain("red\"");
    } finally {
      System.clearProperty("spark.redaction.regex");
    }
  }
}
