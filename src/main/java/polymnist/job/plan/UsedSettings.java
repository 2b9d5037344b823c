package polymnist.job.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import polymnist.setting.Settings;

/**
 * The settings of a job without what they only offer: a network, policy or presentation that no
 * other setting names. What lies in the project's folder is told from there, wherever that is.
 */
final class UsedSettings {
  /** Blocks whose entries other settings choose by name. */
  private static final List<String> OFFERED = List.of("networks", "policies", "presentations");

  private UsedSettings() {}

  /**
   * Returns settings that are the same for the same use.
   *
   * @param json of a job's block
   * @param home the project's folder, which paths may begin with
   */
  static String of(String json, String home) {
    return fromHome(of(json), home);
  }

  /** Returns settings that are the same for the same use, with paths as they are. */
  static String of(String json) {
    Config all = Settings.parseJson(json);
    Config used = all;
    for (String offered : OFFERED) {
      if (all.hasPath(offered) && all.getValue(offered) instanceof ConfigObject entries) {
        Set<String> named = new HashSet<>();
        addTexts(all.withoutPath(offered).root(), named);
        for (String entry : entries.keySet()) {
          if (!named.contains(entry)) {
            used = used.withoutPath(offered + "." + ConfigUtil.quoteString(entry));
          }
        }
      }
    }
    return used.root().render(ConfigRenderOptions.concise());
  }

  /** Returns settings in which paths in the project's folder begin with {@code ${home}}. */
  static String fromHome(String json, String home) {
    return json.replace("\"" + home + "/", "\"${home}/");
  }

  private static void addTexts(ConfigValue value, Set<String> texts) {
    if (value instanceof ConfigObject object) {
      object.values().forEach(each -> addTexts(each, texts));
    } else if (value instanceof ConfigList list) {
      list.forEach(each -> addTexts(each, texts));
    } else {
      // A name may look like a number.
      texts.add(String.valueOf(value.unwrapped()));
    }
  }
}
