package polymnist.setting;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.util.function.Supplier;

/** What a profile includes must be there: by itself the library leaves out what it misses. */
record RequiredIncludes(String profile, ConfigIncluder library)
    implements ConfigIncluder, ConfigIncluderFile {
  /** Returns how to parse a profile of that name. */
  static ConfigParseOptions of(String profile) {
    return ConfigParseOptions.defaults().setIncluder(new RequiredIncludes(profile, null));
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new RequiredIncludes(profile, fallback);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return found(what, () -> library.include(required(context), what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return found(
        what, () -> ConfigFactory.parseFile(what, required(context).parseOptions()).root());
  }

  private static ConfigIncludeContext required(ConfigIncludeContext context) {
    return context.setParseOptions(context.parseOptions().setAllowMissing(false));
  }

  private ConfigObject found(Object what, Supplier<ConfigObject> included) {
    try {
      return included.get();
    } catch (ConfigException.IO e) {
      throw UserError.request(
          "the profile %s includes %s, which cannot be read: name a file as it lies from the file that includes it, or leave the line out"
              .formatted(profile, what));
    }
  }
}
