package polymnist.setting;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in what is written down: all values, of any type, whose key Spark would hide, by
 * {@code spark.redaction.regex}; of variables of the environment with such names, which a setting
 * may take over as {@code ${NAME}}; and in addresses the user, as in {@code
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

  /**
   * Shorter values, such as false, are no secrets, and stand elsewhere by chance, as folders do.
   */
  private static final int SECRET_LENGTH = 8;

  private final Pattern keys;
  private final List<String> variables;

  public Redaction() {
    this(System.getProperty("spark.redaction.regex", DEFAULT), System.getenv());
  }

  Redaction(String keys, Map<String, String> environment) {
    this.keys = Pattern.compile(keys);
    this.variables =
        environment.keySet().stream()
            .filter(name -> this.keys.matcher(name).find())
            .map(environment::get)
            .filter(value -> value.length() >= SECRET_LENGTH && !new File(value).exists())
            .toList();
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

  /** Returns a text without the secrets of the environment and those in its addresses. */
  public String ofText(String text) {
    String told = text;
    for (String variable : variables) {
      told = told.replace(variable, HIDDEN);
    }
    String users = USER.matcher(told).replaceAll("://" + Matcher.quoteReplacement(HIDDEN) + "@");
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
