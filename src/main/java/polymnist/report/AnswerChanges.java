package polymnist.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import polymnist.statistics.DesignEffect;
import polymnist.statistics.PairedTest;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * What a network reads otherwise in the second of two runs, of images that both have read.
 *
 * @param test of the counts, by whole handwritings
 * @param right ids of the images that are read rightly now, and were not before
 * @param wrong ids of those that were, and are not now
 */
record AnswerChanges(PairedTest test, List<String> right, List<String> wrong) {
  /** Own handwriting is read by one network, which its table does not name. */
  static final TestedNetwork UNNAMED = new TestedNetwork("", "", "custom");

  private static final String OWN = "custom_predictions";

  /** A network, and the images on which it was tested. */
  record TestedNetwork(String model, String trainingCorpus, String images)
      implements Comparable<TestedNetwork> {
    static TestedNetwork of(Map<String, Object> row) {
      return new TestedNetwork(
          (String) row.get("model"),
          (String) row.get("training_corpus"),
          (String) row.get("evaluated_on"));
    }

    @Override
    public int compareTo(TestedNetwork other) {
      return toString().compareTo(other.toString());
    }
  }

  private record ImageAnswer(String id, boolean right, Object handwriting) {}

  /**
   * Returns the changes by network, none where the runs did not read the same images.
   *
   * @param table of the answers to single images
   */
  static Map<TestedNetwork, AnswerChanges> of(Warehouse warehouse, RunPair pair, String table) {
    Map<TestedNetwork, AnswerChanges> changes = new TreeMap<>();
    if (!pair.have(table) || !(table.equals(OWN) ? samePictures(pair) : sameCorpus(pair))) {
      return changes;
    }
    Map<TestedNetwork, Map<String, ImageAnswer>> before = answers(warehouse, pair.before(), table);
    answers(warehouse, pair.now(), table)
        .forEach((network, now) -> changes.put(network, of(before.get(network), now)));
    changes.values().removeIf(change -> change.test.n() == 0);
    return changes;
  }

  private static boolean sameCorpus(RunPair pair) {
    return Objects.equals(pair.before().inputs().get("corpus"), pair.now().inputs().get("corpus"));
  }

  /** Pictures have the same names when they are drawn again: their folder's digest tells. */
  private static boolean samePictures(RunPair pair) {
    List<String> before = digests(pair.before());
    return !before.isEmpty() && before.equals(digests(pair.now()));
  }

  private static List<String> digests(RunManifest run) {
    return run.provenance().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("file "))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private static AnswerChanges of(Map<String, ImageAnswer> before, Map<String, ImageAnswer> now) {
    List<String> right = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    DesignEffect design = new DesignEffect();
    long both = 0;
    for (Map.Entry<String, ImageAnswer> image : now.entrySet()) {
      ImageAnswer was = before == null ? null : before.get(image.getKey());
      ImageAnswer is = image.getValue();
      if (was != null) {
        both++;
        design.add(was.handwriting, (is.right ? 1 : 0) - (was.right ? 1 : 0));
        if (is.right != was.right) {
          (is.right ? right : wrong).add(is.id);
        }
      }
    }
    return new AnswerChanges(
        new PairedTest(wrong.size(), right.size(), both, design.value()), right, wrong);
  }

  /** Returns by network its answers to labelled images, in the order of their ids. */
  private static Map<TestedNetwork, Map<String, ImageAnswer>> answers(
      Warehouse warehouse, RunManifest run, String table) {
    List<String> columns =
        List.of(
            "model",
            "training_corpus",
            "evaluated_on",
            "id",
            "digit",
            "path",
            "label",
            "predicted");
    Map<TestedNetwork, Map<String, ImageAnswer>> answers = new HashMap<>();
    for (Map<String, Object> row : warehouse.rows(table, run.runId(), columns)) {
      Object label = row.get("label");
      if (label != null) {
        String id = (String) row.getOrDefault("id", row.get("path"));
        Object handwriting = Objects.requireNonNullElse(row.get("digit"), id);
        answers
            .computeIfAbsent(
                row.containsKey("model") ? TestedNetwork.of(row) : UNNAMED, any -> new TreeMap<>())
            .put(
                id + " " + label,
                new ImageAnswer(id, label.equals(row.get("predicted")), handwriting));
      }
    }
    return answers;
  }
}
