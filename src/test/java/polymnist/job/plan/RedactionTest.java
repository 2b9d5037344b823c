package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void whatSparkWouldHideIsHiddenAndNothingElse() {
    assertThat(
            new Redaction("(?i)secret|password")
                .ofJson("{\"mnist\":\"data\",\"db-Password\" : \"a\\\"b\",\"copies\":2}"))
        .isEqualTo("{\"mnist\":\"data\",\"db-Password\":\"*********(redacted)\",\"copies\":2}");
  }

  @Test
  void theUserOfAnAddressIsHidden() {
    assertThat(new Redaction("none").ofJson("{\"a\":\"s3a://KEY:TOPSECRET@bucket/x@y\"}"))
        .isEqualTo("{\"a\":\"s3a://*********(redacted)@bucket/x@y\"}");
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
