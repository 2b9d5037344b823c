package polymnist.setting;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys that settings had in earlier versions, and what they are called now: {@code renamed.conf}.
 *
 * @param names old keys, or blocks, and their present ones
 */
public record RenamedKeys(Map<String, String> names) {
  /** Reads them. */
  public static RenamedKeys read() {
    Config table = ConfigFactory.parseResources(RenamedKeys.class, "/renamed.conf");
    return new RenamedKeys(
        table.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> ConfigUtil.splitPath(entry.getKey()).get(0),
                    entry -> (String) entry.getValue().unwrapped(),
                    (first, second) -> first,
                    TreeMap::new)));
  }

  Iterable<String> old() {
    return names.keySet();
  }

  /** Returns the present name of a key: of itself, or of the renamed block that it is in. */
  public String current(String key) {
    for (Map.Entry<String, String> renamed : names.entrySet()) {
      String old = renamed.getKey();
      if (key.equals(old) || key.startsWith(old + ".")) {
        return current(renamed.getValue() + key.substring(old.length()));
      }
    }
    return key;
  }
}
