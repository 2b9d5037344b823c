package polymnist.setting;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in what is written down: all values, of any type, whose key Spark would hide, by
 * {@code spark.redaction.regex}; and in addresses the user, as in {@code
 * s3a://USER:PASSWORD@bucket}, and parameters such as {@code ?token=SECRET}.
 */
public final class Redaction {
  static final String HIDDEN = "*********(redacted)";

  /** Of Spark, where nothing else is set, and in our way of writing keys. */
  private static final String DEFAULT =
      "(?i)secret|password|passphrase|token|(access|api)[._-]?key|credential";

  /**
   * A password may have '/' or '@'; a port is none, and in some schemes a container comes first.
   */
  private static final Pattern USER =
      Pattern.compile(
          "(?<!abfs|abfss|wasb|wasbs)://"
              + "(?:[^\\s\"/]*@|[^\\s\"/@:]+:(?!\\d{1,5}/)[^\\s\"@]*@(?:[^\\s\"/@]*@)*)");

  private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&\\s\"]+)=([^&\\s\"]+)");

  /** How clouds sign addresses that open a file for whoever has them. */
  private static final Pattern SIGNATURE = Pattern.compile("(?i)sig|.*signature");

  private final Pattern keys;

  public Redaction() {
    this(System.getProperty("spark.redaction.regex", DEFAULT));
  }

  Redaction(String keys) {
    this.keys = Pattern.compile(keys);
  }

  /** Returns JSON without its secrets, on one line. */
  public String ofJson(String json) {
    return value(Settings.parseJson(json).root()).render(ConfigRenderOptions.concise());
  }

  private ConfigValue value(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      Map<String, Object> members = new TreeMap<>();
      object.forEach(
          (key, member) ->
              members.put(ofText(key), keys.matcher(key).find() ? HIDDEN : value(member)));
      return ConfigValueFactory.fromMap(members);
    } else if (value instanceof ConfigList list) {
      return ConfigValueFactory.fromIterable(list.stream().map(this::value).toList());
    }
    return value.valueType() == ConfigValueType.STRING
        ? ConfigValueFactory.fromAnyRef(ofText((String) value.unwrapped()))
        : value;
  }

  /** Returns names and values without secrets in either. */
  public Map<String, String> ofFacts(Map<String, String> facts) {
    Map<String, String> hidden = new TreeMap<>();
    facts.forEach(
        (name, fact) ->
            hidden.put(ofText(name), keys.matcher(name).find() ? HIDDEN : ofText(fact)));
    return hidden;
  }

  /** Returns a text without the secrets in its addresses. */
  public String ofText(String text) {
    String users = USER.matcher(text).replaceAll("://" + Matcher.quoteReplacement(HIDDEN) + "@");
    return PARAMETER
        .matcher(users)
        .replaceAll(
            parameter ->
                Matcher.quoteReplacement(
                    keys.matcher(parameter.group(2)).find()
                            || SIGNATURE.matcher(parameter.group(2)).matches()
                        ? parameter.group(1) + parameter.group(2) + "=" + HIDDEN
                        : parameter.group()));
  }
}
