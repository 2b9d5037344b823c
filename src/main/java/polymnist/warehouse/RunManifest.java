package polymnist.warehouse;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The record of a published run, {@code runs/RUN.json}. A run exists for readers only when its
 * manifest is there and whole: it is written last.
 *
 * @param runId starts with the UTC time at which the run began, so run ids sort by age
 * @param job the name of the job
 * @param fingerprint SHA-256 of inputs, settings and code, taken before the run
 * @param inputs the run that each table read was published by
 * @param tables what was published, by table
 * @param provenance seed, commit, versions, master, threads, times: what a number rests on
 * @param settings the resolved settings of the job, as JSON
 */
public record RunManifest(
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
   */
  public record Published(long rows, long files, long bytes) {
    /** Tells a table of rows from a folder of files. */
    public boolean isTable() {
      return rows >= 0;
    }
  }

  /** The fact in the provenance of a run whose input was refused: why. */
  static final String REFUSED = "refused";

  /** Returns why the input was refused, where it was. */
  public Optional<String> refusal() {
    return Optional.ofNullable(provenance.get(REFUSED));
  }

  public RunManifest {
    inputs = new TreeMap<>(inputs);
    tables = new TreeMap<>(tables);
    provenance = new TreeMap<>(provenance);
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run-id", runId);
    json.put("job", job);
    json.put("fingerprint", fingerprint);
    json.put("inputs", inputs);
    Map<String, Object> published = new TreeMap<>();
    tables.forEach(
        (name, table) ->
            published.put(
                name,
                Map.of("rows", table.rows(), "files", table.files(), "bytes", table.bytes())));
    json.put("tables", published);
    json.put("provenance", provenance);
    json.put("settings", settings);
    return ConfigValueFactory.fromMap(json)
        .render(ConfigRenderOptions.concise().setFormatted(true));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ConfigException when the text is torn or lacks a member
   */
  static RunManifest ofJson(String json) {
    Config config = ConfigFactory.parseString(json);
    Map<String, Published> tables = new TreeMap<>();
    ConfigObject published = config.getObject("tables");
    for (String name : published.keySet()) {
      Config table = published.get(name).atKey("table").getConfig("table");
      tables.put(
          name,
          new Published(table.getLong("rows"), table.getLong("files"), table.getLong("bytes")));
    }
    return new RunManifest(
        config.getString("run-id"),
        config.getString("job"),
        config.getString("fingerprint"),
        strings(config.getObject("inputs")),
        tables,
        strings(config.getObject("provenance")),
        config.getString("settings"));
  }

  private static Map<String, String> strings(ConfigObject object) {
    Map<String, String> strings = new TreeMap<>();
    object.forEach((name, value) -> strings.put(name, String.valueOf(value.unwrapped())));
    return strings;
  }
}
