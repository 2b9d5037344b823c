package polymnist.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import polymnist.warehouse.RunManifest;

class RetentionTest {
  private static final Instant DAY_1 = Instant.parse("2026-11-01T00:00:00Z");

  /** Three corpora; the second one's model is still the latest, as is a model of the first. */
  private static final List<RunManifest> RUNS =
      List.of(
          run(1, "corpus", 1, Map.of()),
          run(2, "train", 2, Map.of("corpus", "run1")),
          run(3, "corpus", 3, Map.of()),
          run(4, "train", 4, Map.of("corpus", "run3")),
          run(5, "evaluate", 5, Map.of("models", "run4")),
          run(6, "corpus", 6, Map.of()));

  private static RunManifest run(int number, String job, int day, Map<String, String> inputs) {
    String finished = DAY_1.plusSeconds(86_400L * (day - 1)).toString();
    return new RunManifest(
        number, "run" + number, job, "f", inputs, Map.of(), Map.of("finished", finished), "{}");
  }

  private static List<String> expired(Retention retention) {
    return retention.expired(RUNS).stream().map(RunManifest::runId).toList();
  }

  @Test
  void ofEachJobSoManyStayAndWhatTheyWereMadeFrom() {
    // Of the corpora the third would stay; the second one is what the latest model was made from.
    assertThat(expired(new Retention(1, Instant.MAX, Set.of()))).containsExactly("run2", "run1");
    assertThat(expired(new Retention(2, Instant.MAX, Set.of()))).isEmpty();
    assertThat(expired(new Retention(3, Instant.MAX, Set.of()))).isEmpty();
  }

  @Test
  void theLatestOfEachJobStaysWhateverItsAge() {
    Instant later = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(expired(new Retention(0, later, Set.of()))).containsExactly("run2", "run1");
    // The first model ended on the second day, the corpus that it was made from on the first.
    Instant secondDay = Instant.parse("2026-11-02T00:00:00Z");
    assertThat(expired(new Retention(0, secondDay, Set.of()))).isEmpty();
  }

  @Test
  void ofTwoLimitsEachKeepsItsRuns() {
    Instant later = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(expired(new Retention(2, later, Set.of()))).isEmpty();
    assertThat(expired(new Retention(1, later, Set.of()))).containsExactly("run2", "run1");
  }

  @Test
  void theLatestAcceptedRunOfEachTableStays() {
    RunManifest.Published corpus = new RunManifest.Published(5, 1, 5, List.of());
    RunManifest good =
        new RunManifest(
            1, "good", "ingest", "f", Map.of(), Map.of("corpus", corpus), Map.of(), "{}");
    RunManifest refused =
        new RunManifest(
            2,
            "refused",
            "ingest",
            "f",
            Map.of(),
            Map.of("corpus", corpus, "quarantine", corpus),
            Map.of("refused", "too many bad files"),
            "{}");
    Retention one = new Retention(1, Instant.MAX, Set.of());
    assertThat(one.expired(List.of(good, refused))).isEmpty();
    RunManifest other =
        new RunManifest(
            3, "other", "ingest", "f", Map.of(), Map.of("corpus", corpus), Map.of(), "{}");
    assertThat(one.expired(List.of(good, refused, other)))
        .extracting(RunManifest::runId)
        .containsExactly("refused", "good");
  }

  @Test
  void aNamedRunGoesUnlessOneThatStaysWasMadeFromIt() {
    assertThat(expired(new Retention(0, Instant.MAX, Set.of("run5")))).containsExactly("run5");
    assertThat(expired(new Retention(0, Instant.MAX, Set.of("run3")))).isEmpty();
    assertThat(expired(new Retention(0, Instant.MAX, Set.of("run3", "run4", "run5"))))
        .containsExactly("run5", "run4", "run3");
  }

  @Test
  void aRunThatDoesNotTellItsEndIsNotOld() {
    RunManifest old = new RunManifest(0, "a", "train", "f", Map.of(), Map.of(), Map.of(), "{}");
    RunManifest later = new RunManifest(1, "b", "train", "f", Map.of(), Map.of(), Map.of(), "{}");
    assertThat(new Retention(0, Instant.now(), Set.of()).expired(List.of(old, later))).isEmpty();
  }
}
