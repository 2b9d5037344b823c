package polymnist.report.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Fact;
import polymnist.report.block.Block.Folded;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.warehouse.RunManifest;

class LineageTest {
  private static final RunManifest CORPUS = run("1-synthesize", Map.of());
  private static final RunManifest TRAIN = run("2-train", Map.of("corpus", "1-synthesize"));
  private static final RunManifest NEWER = run("3-synthesize", Map.of());

  @Test
  void runsAreFollowedBackToTheFirst() {
    Lineage lineage = new Lineage(Map.of("models", "2-train"), List.of(CORPUS, TRAIN, NEWER));

    assertThat(lineage.runs()).containsExactly(CORPUS, TRAIN);
    assertThat(lineage.mixtures()).isEmpty();
  }

  @Test
  void aTableReadFromTwoRunsIsAMixture() {
    Lineage lineage =
        new Lineage(
            Map.of("models", "2-train", "corpus", "3-synthesize"), List.of(CORPUS, TRAIN, NEWER));

    assertThat(lineage.mixtures())
        .containsExactly(
            "Not all of one piece: what this page shows was made from the table corpus of several"
                + " runs (1-synthesize, 3-synthesize). ./spark-submit.sh pipeline brings all stages"
                + " up to date.");
  }

  @Test
  void aRunThatWasRemovedIsLeftOut() {
    assertThat(new Lineage(Map.of("models", "2-train"), List.of(TRAIN)).runs())
        .containsExactly(TRAIN);
  }

  @Test
  void theChapterListsRunsAndFoldsTheirSettings() {
    Lineage lineage = new Lineage(Map.of("models", "2-train"), List.of(CORPUS, TRAIN));

    List<Block> blocks = ProvenanceFigure.blocks(lineage);

    assertThat(((Block.Table) blocks.get(1)).lines().get(1))
        .isEqualTo(
            Line.of(
                "2-train",
                Cell.text("train"),
                Cell.text("2026-11-22 22:53:11"),
                Cell.text("42"),
                Cell.text("3f786850e3"),
                Cell.text("local[2]"),
                Cell.text("files, rows (1,000)")));
    Folded folded = (Folded) blocks.get(3);
    assertThat(folded.summary()).isEqualTo("train: versions, inputs and settings");
    assertThat(folded.facts())
        .contains(new Fact("spark", "3.5.9"), new Fact("read corpus", "1-synthesize"));
    assertThat(folded.source()).isEqualTo("{\"epochs\":3}");
  }

  @Test
  void withoutRunsItSaysSo() {
    assertThat(ProvenanceFigure.blocks(new Lineage(Map.of(), List.of())))
        .containsExactly(new Note("No run has been published yet: ./spark-submit.sh pipeline."));
  }

  private static RunManifest run(String runId, Map<String, String> inputs) {
    return new RunManifest(
        1,
        runId,
        runId.substring(2),
        "fingerprint",
        inputs,
        Map.of(
            "rows", new RunManifest.Published(1000, 1, 5000, List.of()),
            "files", new RunManifest.Published(-1, 1, 5000, List.of())),
        Map.of(
            "started", "2026-11-22T22:53:11.123456Z",
            "seed", "42",
            "commit", "3f786850e387550fdab836ed7e6dc881de23001b",
            "master", "local[2]",
            "spark", "3.5.9"),
        "{\"epochs\":3}");
  }
}
