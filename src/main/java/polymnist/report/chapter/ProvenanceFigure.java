package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Fact;
import polymnist.report.block.Block.Folded;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Columns;
import polymnist.warehouse.RunManifest;

/** The runs that every number on the page came from, back to the first. */
final class ProvenanceFigure {
  private ProvenanceFigure() {}

  static List<Block> blocks(Lineage lineage) {
    List<RunManifest> runs = lineage.runs();
    if (runs.isEmpty()) {
      return List.of(new Note("No run has been published yet: ./spark-submit.sh pipeline."));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "Every number on this page stands in a table that one of these runs published. A run is"
                + " never changed; it can be made again from its settings, seed and commit."));
    blocks.add(
        Columns.table(
            "Runs that this page rests on, the oldest first.",
            "",
            runs.stream().map(ProvenanceFigure::row).toList()));
    runs.forEach(run -> blocks.add(folded(run)));
    return blocks;
  }

  private static TableRow row(RunManifest run) {
    Map<String, String> facts = run.provenance();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run", run.runId());
    row.put("job", run.job());
    row.put("started_(UTC)", started(facts));
    row.put("seed", facts.getOrDefault("seed", DisplayText.UNKNOWN));
    row.put("commit", commit(facts));
    row.put("master", facts.getOrDefault("master", DisplayText.UNKNOWN));
    row.put("published", published(run));
    return new TableRow(row);
  }

  private static String started(Map<String, String> facts) {
    String started = facts.getOrDefault("started", DisplayText.UNKNOWN);
    return started.replaceFirst("T", " ").replaceFirst("\\.\\d+Z$|Z$", "");
  }

  private static String commit(Map<String, String> facts) {
    String commit = facts.getOrDefault("commit", DisplayText.UNKNOWN);
    return commit.matches("[0-9a-f]{40}") ? commit.substring(0, 10) : commit;
  }

  private static String published(RunManifest run) {
    List<String> tables = new ArrayList<>();
    run.tables()
        .forEach(
            (name, table) ->
                tables.add(
                    table.isTable()
                        ? "%s (%s)"
                            .formatted(DisplayText.name(name), DisplayText.count(table.rows()))
                        : DisplayText.name(name)));
    return String.join(", ", tables);
  }

  private static Folded folded(RunManifest run) {
    List<Fact> facts = new ArrayList<>();
    run.provenance().forEach((name, value) -> facts.add(new Fact(name, value)));
    facts.add(new Fact("fingerprint", run.fingerprint()));
    run.inputs().forEach((table, from) -> facts.add(new Fact("read " + table, from)));
    return new Folded(
        "%s: versions, inputs and settings".formatted(DisplayText.name(run.job())),
        facts,
        run.settings());
  }
}
