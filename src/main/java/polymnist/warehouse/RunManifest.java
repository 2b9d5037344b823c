package polymnist.warehouse;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import polymnist.setting.OneLine;
import polymnist.setting.Settings;

/**
 * The record of a published run, {@code runs/RUN.json}. A run exists for readers only when its
 * manifest is there and whole: it is written last.
 *
 * @param sequence the place of the run in the order of publication, from 1; 0 in manifests of the
 *     first schema
 * @param runId starts with the UTC time at which the run began
 * @param job the name of the job
 * @param fingerprint SHA-256 of inputs, settings and code, taken before the run
 * @param inputs the run that each table read was published by
 * @param tables what was published, by table
 * @param provenance seed, commit, versions, master, threads, times: what a number rests on
 * @param settings the resolved settings of the job, as JSON
 */
public record RunManifest(
    long sequence,
    String runId,
    String job,
    String fingerprint,
    Map<String, String> inputs,
    Map<String, Published> tables,
    Map<String, String> provenance,
    String settings) {

  /**
   * What a run published under one name.
   *
   * @param rows the number of rows; -1 where it is a folder of files and no table
   * @param files the number of data files
   * @param bytes their size
   * @param content the files; none in manifests of the first schema
   */
  public record Published(long rows, long files, long bytes, List<DataFile> content) {
    public Published {
      content = List.copyOf(content);
    }

    static Published table(List<DataFile> content) {
      return of(content.stream().mapToLong(DataFile::rows).sum(), content);
    }

    static Published folder(List<DataFile> content) {
      return of(-1, content);
    }

    private static Published of(long rows, List<DataFile> content) {
      long bytes = content.stream().mapToLong(DataFile::bytes).sum();
      return new Published(rows, content.size(), bytes, content);
    }

    /** Tells a table of rows from a folder of files. */
    public boolean isTable() {
      return rows >= 0;
    }
  }

  /** The second schema names each file; the first had the counts alone. */
  private static final int SCHEMA = 2;

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
  private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");

  /** The fact in the provenance that people call the run by. */
  public static final String NAME = "name";

  /** What somebody noted when starting it. */
  public static final String NOTE = "note";

  /** Words that it shares with other runs, parted by commas. */
  public static final String TAGS = "tags";

  /** What the names of facts begin with that tell what the run found. */
  static final String FOUND = "found ";

  /** The fact in the provenance of a run whose input was refused: why. */
  static final String REFUSED = "refused";

  /** Returns why the input was refused, where it was. */
  public Optional<String> refusal() {
    return Optional.ofNullable(provenance.get(REFUSED));
  }

  /** Returns what it found, by what was asked. */
  public SortedMap<String, String> findings() {
    SortedMap<String, String> findings = new TreeMap<>();
    provenance.forEach(
        (name, value) -> {
          if (name.startsWith(FOUND)) {
            findings.put(name.substring(FOUND.length()), value);
          }
        });
    return findings;
  }

  /** Returns what it found in one line, or its {@link #contents} where it says nothing. */
  public String summary() {
    return findings().isEmpty()
        ? contents()
        : findings().entrySet().stream()
            .map(found -> found.getKey() + ": " + found.getValue())
            .collect(Collectors.joining("; "));
  }

  /** Returns the tables with their rows, and the folders, in one line. */
  public String contents() {
    return tables.entrySet().stream()
        .map(
            table ->
                table.getValue().isTable()
                    ? String.format(Locale.ROOT, "%s %,d", table.getKey(), table.getValue().rows())
                    : table.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Returns the size of all that was published. */
  public long bytes() {
    return tables.values().stream().mapToLong(Published::bytes).sum();
  }

  public RunManifest {
    refuseUnless(RUN_ID, "run id", runId);
    tables.keySet().forEach(name -> refuseUnless(TABLE, "table", name));
    inputs = new TreeMap<>(inputs);
    tables = new TreeMap<>(tables);
    provenance = new TreeMap<>(provenance);
  }

  /** Names become paths: none leaves the warehouse. */
  private static void refuseUnless(Pattern pattern, String what, String name) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s' is no name of a %s".formatted(name, what));
    }
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("sequence", sequence);
    json.put("run-id", runId);
    json.put("job", job);
    json.put("fingerprint", fingerprint);
    json.put("inputs", inputs);
    Map<String, Object> published = new TreeMap<>();
    tables.forEach((name, table) -> published.put(name, json(table)));
    json.put("tables", published);
    json.put("provenance", provenance);
    json.put("settings", settings);
    return ConfigValueFactory.fromMap(json)
        .render(ConfigRenderOptions.concise().setFormatted(true));
  }

  private static Map<String, Object> json(Published table) {
    List<Object> content = new ArrayList<>();
    for (DataFile file : table.content()) {
      content.add(
          Map.of(
              "path", file.path(),
              "bytes", file.bytes(),
              "rows", file.rows(),
              "sha256", file.sha256()));
    }
    return Map.of(
        "rows", table.rows(), "files", table.files(), "bytes", table.bytes(), "content", content);
  }

  /**
   * Reads what {@link #toJson} wrote, of this schema or an earlier one.
   *
   * @throws ConfigException when the text is torn, no JSON or lacks a member
   * @throws IllegalArgumentException when a name in it would leave the warehouse, or a later schema
   *     wrote it
   */
  static RunManifest ofJson(String json) {
    Config config = Settings.parseJson(json);
    String settings = config.getString("settings");
    Settings.parseJson(settings);
    int schema = config.hasPath("schema") ? config.getInt("schema") : 1;
    if (schema > SCHEMA) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "it is of schema %d, which a newer polymnist-spark reads; this one reads up to %d",
              schema,
              SCHEMA));
    }
    Map<String, Published> tables = new TreeMap<>();
    ConfigObject published = config.getObject("tables");
    for (String name : published.keySet()) {
      tables.put(name, published(published.get(name).atKey("table").getConfig("table"), schema));
    }
    return new RunManifest(
        schema == 1 ? 0 : config.getLong("sequence"),
        config.getString("run-id"),
        OneLine.of(config.getString("job")),
        config.getString("fingerprint"),
        strings(config.getObject("inputs")),
        tables,
        strings(config.getObject("provenance")),
        settings);
  }

  private static Published published(Config table, int schema) {
    List<DataFile> content = new ArrayList<>();
    if (schema > 1) {
      for (Config file : table.getConfigList("content")) {
        content.add(
            new DataFile(
                file.getString("path"),
                file.getLong("bytes"),
                file.getLong("rows"),
                file.getString("sha256")));
      }
    }
    return new Published(
        table.getLong("rows"), table.getLong("files"), table.getLong("bytes"), content);
  }

  /** What others have called or noted, as a terminal may show it. */
  private static Map<String, String> strings(ConfigObject object) {
    Map<String, String> strings = new TreeMap<>();
    object.forEach(
        (name, value) ->
            strings.put(OneLine.of(name), OneLine.of(String.valueOf(value.unwrapped()))));
    return strings;
  }
}
