package polymnist.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polymnist.report.Block.Caption;
import polymnist.report.Block.Cell;
import polymnist.report.Block.Fact;
import polymnist.report.Block.Folded;
import polymnist.report.Block.Line;
import polymnist.report.Block.Note;
import polymnist.report.Block.Paragraph;
import polymnist.report.Block.Table;
import polymnist.warehouse.RunManifest;

/** The runs that every number on the page came from, back to the first. */
final class ProvenanceChapter implements Chapter {
  private final Lineage lineage;

  ProvenanceChapter(Lineage lineage) {
    this.lineage = lineage;
  }

  @Override
  public String id() {
    return "provenance";
  }

  @Override
  public String title() {
    return "Provenance";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<RunManifest> runs = lineage.runs();
    if (runs.isEmpty()) {
      return List.of(new Note("No run has been published yet: ./spark-submit.sh pipeline."));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "Every number on this page stands in a table that one of these runs published. A run is"
                + " never changed; it can be made again from its settings, seed and commit."));
    blocks.add(table(runs));
    runs.forEach(run -> blocks.add(folded(run)));
    return blocks;
  }

  private static Table table(List<RunManifest> runs) {
    return new Table(
        new Caption("Runs that this page rests on, the oldest first.", "runs", ""),
        List.of(
            Cell.text("run"),
            Cell.text("job"),
            Cell.text("started (UTC)"),
            Cell.number("seed"),
            Cell.text("commit"),
            Cell.text("master"),
            Cell.text("published")),
        runs.stream().map(ProvenanceChapter::line).toList());
  }

  private static Line line(RunManifest run) {
    Map<String, String> facts = run.provenance();
    return Line.of(
        Shown.name(run.runId()),
        Cell.text(Shown.name(run.job())),
        Cell.text(started(facts)),
        Cell.number(Shown.name(facts.getOrDefault("seed", Shown.UNKNOWN))),
        Cell.text(commit(facts)),
        Cell.text(Shown.name(facts.getOrDefault("master", Shown.UNKNOWN))),
        Cell.text(published(run)));
  }

  private static String started(Map<String, String> facts) {
    String started = Shown.name(facts.getOrDefault("started", Shown.UNKNOWN));
    return started.replaceFirst("T", " ").replaceFirst("\\.\\d+Z$|Z$", "");
  }

  private static String commit(Map<String, String> facts) {
    String commit = Shown.name(facts.getOrDefault("commit", Shown.UNKNOWN));
    return commit.matches("[0-9a-f]{40}") ? commit.substring(0, 10) : commit;
  }

  private static String published(RunManifest run) {
    List<String> tables = new ArrayList<>();
    run.tables()
        .forEach(
            (name, table) ->
                tables.add(
                    table.isTable()
                        ? "%s (%s)".formatted(Shown.name(name), Shown.count(table.rows()))
                        : Shown.name(name)));
    return String.join(", ", tables);
  }

  private static Folded folded(RunManifest run) {
    List<Fact> facts = new ArrayList<>();
    run.provenance().forEach((name, value) -> facts.add(new Fact(name, value)));
    facts.add(new Fact("fingerprint", run.fingerprint()));
    run.inputs().forEach((table, from) -> facts.add(new Fact("read " + table, from)));
    return new Folded(
        "%s: versions, inputs and settings".formatted(Shown.name(run.job())),
        facts,
        run.settings());
  }
}
