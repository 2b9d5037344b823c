package polymnist.job.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in what is written down: values whose key Spark would hide, by {@code
 * spark.redaction.regex}, and the user of an address such as {@code s3a://USER:PASSWORD@bucket}.
 */
final class Redaction {
  static final String HIDDEN = "*********(redacted)";

  /** Of Spark, where nothing else is set. */
  private static final String DEFAULT = "(?i)secret|password|token|access[.]?key";

  private static final Pattern MEMBER =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern USER = Pattern.compile("://[^/@\"\\s]+@");

  private final Pattern keys;

  Redaction() {
    this(System.getProperty("spark.redaction.regex", DEFAULT));
  }

  Redaction(String keys) {
    this.keys = Pattern.compile(keys);
  }

  /** Returns JSON without its secrets. */
  String ofJson(String json) {
    String hidden =
        MEMBER
            .matcher(json)
            .replaceAll(
                member ->
                    Matcher.quoteReplacement(
                        keys.matcher(member.group(1)).find()
                            ? "\"" + member.group(1) + "\":\"" + HIDDEN + "\""
                            : member.group()));
    return USER.matcher(hidden).replaceAll("://" + Matcher.quoteReplacement(HIDDEN) + "@");
  }
}
