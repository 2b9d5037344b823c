package polymnist.setting;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configuration of a study: {@code reference.conf}, under a profile, under {@code key=value}
 * settings of the command line. Blocks are bound to records by name ({@code batchSize} is {@code
 * batch-size}), strictly: a key that is no component of the record is an error, never a silent
 * default.
 *
 * <p>A component may be an {@code int}, {@code long}, {@code double}, {@code boolean}, {@code
 * String}, an enum, a record, a sealed interface of records (told apart by the key {@code kind}), a
 * {@code List} or a {@code Map} of these.
 */
public final class Settings {
  /** Names become paths and columns. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");

  /** Where an assignment stands. */
  private static final String COMMAND_LINE = "command line";

  private final Config config;
  private final Set<String> typed;

  private Settings(Config config, Set<String> typed) {
    this.config = config;
    this.typed = typed;
  }

  /**
   * Reads the layers.
   *
   * @param home the folder that holds {@code conf/}
   * @param profile the name of {@code conf/NAME.conf} or a path
   * @param assignments {@code key=value} settings, the last of which wins
   * @throws UserError when the profile is missing or something does not parse
   */
  public static Settings load(Path home, String profile, List<String> assignments) {
    return layered(home, () -> parseProfile(home, profile), assignments);
  }

  /**
   * Reads the settings of a profile that is given as text, as on a cluster without its file.
   *
   * @param profile its name, for messages
   */
  public static Settings load(Path home, String profile, String text, List<String> assignments) {
    ConfigParseOptions options = RequiredIncludes.of(profile).setOriginDescription(profile);
    return layered(home, () -> ConfigFactory.parseString(text, options), assignments);
  }

  private static Settings layered(Path home, Supplier<Config> profile, List<String> assignments) {
    try {
      Config layered = ConfigFactory.empty();
      for (String assignment : assignments) {
        layered = parseAssignment(assignment).withFallback(layered);
      }
      Config reference = ConfigFactory.parseResources(Settings.class, "/reference.conf");
      Config base = ConfigFactory.parseMap(Map.of("home", "file:" + home), "the project's folder");
      Config given = layered.withFallback(profile.get());
      refuseNoBlocks(given, reference);
      Config whole = given.withFallback(base).withFallback(reference).resolve();
      refuseOldKeys(whole);
      return new Settings(whole, Set.copyOf(layered.root().keySet()));
    } catch (ConfigException.UnresolvedSubstitution e) {
      String key = e.getMessage().replaceFirst("(?s).*\\$\\{\\??([^}]+)}.*", "$1");
      String current = RenamedKeys.read().current(key);
      throw UserError.request(
          e.getMessage().replaceFirst("(?s)(\\d+: )?Could not resolve.*", "")
              + (current.equals(key)
                  ? "${%s} is no setting and no variable of the environment; in quotes it is a text"
                      .formatted(key)
                  : "%s is now %s".formatted(key, current)));
    } catch (ConfigException e) {
      for (String a : assignments) {
        if (e instanceof ConfigException.WrongType && a.matches("(?s)[^=]+\\+=.*")) {
          throw UserError.request(
              "'%s' adds to a list, and that is none: write %s"
                  .formatted(a, a.replaceFirst("\\+=", "=")));
        }
      }
      throw UserError.request(
          e.getMessage()
              + (e instanceof ConfigException.Parse
                  ? ": is a brace, bracket or quote missing?"
                  : ""));
    }
  }

  /** What stands in the place of a whole block hides all that is in it. */
  private static void refuseNoBlocks(Config given, Config reference) {
    List<String> problems = new ArrayList<>();
    if (given.root().containsKey("home")) {
      problems.add(place(given.root().get("home").origin()) + ": home is no setting");
    }
    reference.root().keySet().stream()
        .filter(name -> reference.root().get(name) instanceof ConfigObject)
        .filter(given.root()::containsKey)
        .filter(name -> given.root().get(name).atKey(name).isResolved())
        .forEach(name -> isObject(name, given.root().get(name), problems));
    throwIfAny(problems);
  }

  private static void refuseOldKeys(Config whole) {
    RenamedKeys renamed = RenamedKeys.read();
    List<String> problems = new ArrayList<>();
    for (String old : renamed.old()) {
      if (whole.hasPathOrNull(old)) {
        for (String key : keysBelow(whole, old)) {
          String place = whole.hasPath(key) ? place(whole.getValue(key).origin()) + ": " : "";
          problems.add("%s%s is now %s".formatted(place, key, renamed.current(key)));
        }
      }
    }
    throwIfAny(problems);
  }

  private static List<String> keysBelow(Config whole, String path) {
    if (!whole.hasPath(path) || whole.getValue(path).valueType() != ConfigValueType.OBJECT) {
      return List.of(path);
    }
    List<String> keys =
        whole.getConfig(path).entrySet().stream()
            .map(entry -> path + "." + entry.getKey())
            .sorted()
            .toList();
    return keys.isEmpty() ? List.of(path) : keys;
  }

  private static Config parseAssignment(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw UserError.request(
          "'%s' is no setting: write key=value, such as seed=2".formatted(assignment));
    }
    String key = assignment.substring(0, equals).trim();
    String value = assignment.substring(equals + 1).trim();
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription("%s (%s)".formatted(COMMAND_LINE, assignment));
    // Nobody writes a comment or a second setting there, but values have such characters.
    boolean plain =
        value.matches("(?s)[^\\[{\"].*(#|//|\n).*") || value.matches("[^\\[{\"$][^$]*\"[^$]*");
    try {
      return ConfigFactory.parseString(
          key + "=" + (plain ? ConfigUtil.quoteString(value) : value), options);
    } catch (ConfigException e) {
      if (e instanceof ConfigException.BadPath) {
        String meant = key.replaceAll("\\.+", ".").replaceAll("^\\.|\\.(?=\\+?$)", "");
        throw UserError.request(
            "'%s' is no setting: a key is names with one dot between each two; did you mean %s=%s?"
                .formatted(assignment, meant, value));
      }
      // A path or a name with characters that HOCON reserves is meant as it stands.
      return ConfigFactory.parseString(key + "=" + ConfigUtil.quoteString(value), options);
    }
  }

  private static Config parseProfile(Path home, String profile) {
    Path named = home.resolve("conf").resolve(profile + ".conf");
    Path file =
        profile.matches("[A-Za-z0-9_-]+") && Files.isRegularFile(named) ? named : Path.of(profile);
    if (!Files.isRegularFile(file)) {
      throw UserError.request(
          NearestWord.told(
              "no profile '%s'%s: give a file, or one of %s", profile, profiles(home)));
    }
    return ConfigFactory.parseFile(file.toFile(), RequiredIncludes.of(file.toString()));
  }

  private static List<String> profiles(Path home) {
    File[] files = home.resolve("conf").toFile().listFiles((dir, name) -> name.endsWith(".conf"));
    return Stream.of(files == null ? new File[0] : files)
        .map(File::getName)
        .filter(name -> !name.startsWith("spark-"))
        .map(name -> name.substring(0, name.length() - ".conf".length()))
        .sorted()
        .toList();
  }

  /** Tells whether something of a block was given on the command line. */
  public boolean isTyped(String block) {
    return typed.contains(block);
  }

  /**
   * Refuses blocks that no job has.
   *
   * @param known the names of all blocks
   */
  public void refuseUnknownBlocks(List<String> known) {
    List<String> problems = new ArrayList<>();
    config
        .root()
        .forEach(
            (name, value) -> {
              if (!known.contains(name) && !name.equals("home")) {
                problems.add(
                    "%s: %s is no setting%s; blocks are %s"
                        .formatted(
                            place(value.origin()),
                            name,
                            meant("", name, config.root(), known),
                            String.join(", ", new TreeSet<>(known))));
              }
            });
    throwIfAny(problems);
  }

  /**
   * Binds a block to its record.
   *
   * @throws UserError naming every key that is unknown, missing, of the wrong type or out of range,
   *     each with the file and line
   */
  public <S extends Record> S bind(String block, Class<S> type) {
    if (!config.hasPath(block)) {
      throw UserError.request("the block " + block + " is missing");
    }
    List<String> problems = new ArrayList<>();
    Object bound = value(block, config.getValue(block), type, problems);
    throwIfAny(problems);
    return type.cast(bound);
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw UserError.request(String.join(System.lineSeparator(), problems));
    }
  }

  /** Reads JSON as JSON: of somebody else's, HOCON would read files and addresses. */
  public static Config parseJson(String json) {
    return ConfigFactory.parseString(
        json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }

  /** Returns a block as one line of JSON with sorted keys. */
  public String json(String block) {
    return config.getValue(block).render(ConfigRenderOptions.concise());
  }

  /** Returns a setting as a command line repeats it, or nothing where nobody has set it. */
  public String repeated(String key) {
    boolean byDefault = config.getValue(key).origin().description().contains("reference.conf");
    return byDefault ? "" : " '%s=%s'".formatted(key, config.getString(key));
  }

  /** Returns the address of the project's folder, on this machine whatever a site's file system. */
  public String home() {
    return config.getString("home");
  }

  private static Object value(String path, ConfigValue value, Type type, List<String> problems) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      if (parameterized.getRawType() == List.class) {
        return list(path, value, arguments[0], problems);
      }
      return map(path, value, arguments[1], problems);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isSealed() && !plain.isEnum()) {
      return choice(path, value, plain, problems);
    }
    if (plain.isRecord()) {
      return record(path, value, plain, problems);
    }
    try {
      return scalar(value, plain);
    } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
      problems.add(
          "%s: %s must be %s, was %s%s"
              .formatted(
                  place(value.origin()),
                  path,
                  described(plain),
                  value.render(ConfigRenderOptions.concise()),
                  NearestWord.question(String.valueOf(value.unwrapped()), constants(plain))));
      return null;
    }
  }

  private static Object scalar(ConfigValue value, Class<?> type) {
    Config holder = value.atKey("value");
    if (type == int.class || type == Integer.class) {
      return whole(holder).intValueExact();
    } else if (type == long.class) {
      return whole(holder).longValueExact();
    } else if (type == double.class || type == Double.class) {
      return holder.getDouble("value");
    } else if (type == boolean.class) {
      return holder.getBoolean("value");
    } else if (type == String.class) {
      return holder.getString("value");
    } else if (type.isEnum()) {
      String wanted = holder.getString("value");
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> kebab((Enum<?>) constant).equals(wanted))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(wanted));
    }
    throw new IllegalStateException("settings cannot hold a " + type.getName());
  }

  /** The library would cut a fraction off, and bound what is too large. */
  private static BigDecimal whole(Config holder) {
    return new BigDecimal(holder.getString("value"));
  }

  private static String described(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class) {
      return "a whole number";
    } else if (type == double.class || type == Double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type.isEnum()) {
      return "one of " + String.join(", ", constants(type));
    }
    return "a text";
  }

  /** Returns the values of an enum, none of another type. */
  private static List<String> constants(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(constant -> kebab((Enum<?>) constant)).toList()
        : List.of();
  }

  private static List<Object> list(
      String path, ConfigValue value, Type element, List<String> problems) {
    List<Object> bound = new ArrayList<>();
    if (value.valueType() != ConfigValueType.LIST) {
      problems.add(
          "%s: %s must be a list, such as '%s=[%s]', was %s"
              .formatted(
                  place(value.origin()),
                  path,
                  path,
                  String.valueOf(value.unwrapped()).replaceAll("[\\[\\]\"]", ""),
                  value.render(ConfigRenderOptions.concise())));
      return bound;
    }
    ConfigList elements = (ConfigList) value;
    for (int i = 0; i < elements.size(); i++) {
      bound.add(value(path + "[" + i + "]", elements.get(i), element, problems));
    }
    return bound;
  }

  private static Map<String, Object> map(
      String path, ConfigValue value, Type element, List<String> problems) {
    Map<String, Object> bound = new LinkedHashMap<>();
    if (isObject(path, value, problems)) {
      ConfigObject members = (ConfigObject) value;
      for (String name : new TreeSet<>(members.keySet())) {
        if (!NAME.matcher(name).matches()) {
          problems.add(
              "%s: a name in %s must be letters, digits, '.', '_' and '-', no sign first, at most 60; was '%s'"
                  .formatted(place(members.get(name).origin()), path, name));
        }
        List<String> lacking = lacking(members.get(name), element);
        if (lacking.isEmpty()) {
          bound.put(name, value(path + "." + name, members.get(name), element, problems));
        } else {
          Set<String> others = new TreeSet<>(members.keySet());
          others.remove(name);
          problems.add(
              "%s: %s.%s lacks %s%s"
                  .formatted(
                      place(members.get(name).origin()),
                      path,
                      name,
                      String.join(", ", lacking),
                      NearestWord.question(name, others)));
        }
      }
    }
    return bound;
  }

  /** Returns the settings of a block that are not there. */
  private static List<String> lacking(ConfigValue value, Type type) {
    return value instanceof ConfigObject block && type instanceof Class<?> record
        ? keys(record).stream().filter(key -> !block.containsKey(key)).toList()
        : List.of();
  }

  /** Returns the keys of a record, none of another type. */
  private static List<String> keys(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
            .map(component -> kebab(component.getName()))
            .toList()
        : List.of();
  }

  private static boolean isObject(String path, ConfigValue value, List<String> problems) {
    if (value.valueType() == ConfigValueType.OBJECT) {
      return true;
    }
    problems.add(
        "%s: %s must be a block {...}, was %s"
            .formatted(place(value.origin()), path, value.render(ConfigRenderOptions.concise())));
    return false;
  }

  private static Object choice(
      String path, ConfigValue value, Class<?> sealed, List<String> problems) {
    if (!isObject(path, value, problems)) {
      return null;
    }
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      kinds.put(kebab(kind.getSimpleName()), kind);
    }
    ConfigObject members = (ConfigObject) value;
    ConfigValue kind = members.get("kind");
    String named = kind == null ? "missing" : String.valueOf(kind.unwrapped());
    if (!kinds.containsKey(named)) {
      problems.add(
          "%s: %s.kind must be one of %s, was %s%s"
              .formatted(
                  place(kind == null ? value.origin() : kind.origin()),
                  path,
                  String.join(", ", kinds.keySet()),
                  named,
                  NearestWord.question(named, kinds.keySet())));
      return null;
    }
    return record(path, members.withoutKey("kind"), kinds.get(named), problems);
  }

  private static Object record(
      String path, ConfigValue value, Class<?> type, List<String> problems) {
    if (!isObject(path, value, problems)) {
      return null;
    }
    ConfigObject members = (ConfigObject) value;
    RecordComponent[] components = type.getRecordComponents();
    List<String> keys = keys(type);
    int before = problems.size();
    members.forEach(
        (name, member) -> {
          if (!keys.contains(name)) {
            problems.add(
                "%s: %s.%s is no setting%s; %s has %s"
                    .formatted(
                        place(member.origin()),
                        path,
                        name,
                        meant(path, name, members, keys),
                        path,
                        String.join(", ", keys)));
          }
        });
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      ConfigValue member = members.get(keys.get(i));
      if (member == null) {
        problems.add("%s: %s.%s is missing".formatted(place(value.origin()), path, keys.get(i)));
      } else {
        arguments[i] =
            value(path + "." + keys.get(i), member, components[i].getGenericType(), problems);
      }
    }
    return problems.size() > before ? null : construct(path, members, type, arguments, problems);
  }

  /** Someone wrote a key wrongly, or left a part of its path out. */
  private static String meant(String path, String name, ConfigObject block, List<String> keys) {
    String within = path.isEmpty() ? "" : path + ".";
    List<String> below =
        block.withoutKey(name).toConfig().entrySet().stream()
            .map(entry -> ConfigUtil.splitPath(entry.getKey()))
            .filter(parts -> parts.get(parts.size() - 1).equals(name))
            .map(parts -> within + String.join(".", parts))
            .sorted()
            .toList();
    List<String> meant =
        below.isEmpty()
            ? NearestWord.of(name, keys).map(key -> within + key).stream().toList()
            : below;
    return meant.isEmpty() ? "" : " (did you mean %s?)".formatted(String.join(" or ", meant));
  }

  private static Object construct(
      String path, ConfigObject members, Class<?> type, Object[] arguments, List<String> problems) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSetting invalid) {
        String place = place(found(members, invalid.key()).origin());
        ConfigValue other = found(members, invalid.other());
        if (place(other.origin()).equals(COMMAND_LINE) && !place.equals(COMMAND_LINE)) {
          place = "%s: %s.%s=%s".formatted(COMMAND_LINE, path, invalid.other(), other.unwrapped());
        }
        problems.add(place + ": " + path + "." + invalid.getMessage());
        return null;
      }
      throw new IllegalStateException("cannot make " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type.getName(), e);
    }
  }

  /** Returns the value of a key, or the innermost block of it that is there. */
  private static ConfigValue found(ConfigObject members, String key) {
    ConfigValue found = members;
    for (String name : key.split("\\.", -1)) {
      ConfigValue inner = found instanceof ConfigObject block ? block.get(name) : null;
      found = inner == null ? found : inner;
    }
    return found;
  }

  private static String place(ConfigOrigin origin) {
    if (origin.filename() != null) {
      return origin.filename() + ":" + origin.lineNumber();
    }
    if (origin.description().contains(COMMAND_LINE)) {
      return COMMAND_LINE;
    }
    if (origin.resource() != null) {
      return origin.resource() + ":" + origin.lineNumber();
    }
    // A block that several layers make up has an origin of several; the first one won.
    return origin
        .description()
        .replaceFirst("^merge of ([^,]*).*", "$1")
        .replaceFirst(": (\\d+)$", ":$1");
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the key of a component, such as {@code batch-size} for {@code batchSize}. */
  public static String kebab(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
