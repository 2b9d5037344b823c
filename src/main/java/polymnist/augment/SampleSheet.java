package polymnist.augment;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.chance.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;

/**
 * Contact sheets, the table {@code augmentation_samples}: what each kind of change and each policy
 * makes of a few images.
 */
final class SampleSheet {
  static final StructType SCHEMA =
      new StructType()
          .add("sheet", StringType, false)
          .add("name", StringType, false)
          .add("position", IntegerType, false)
          .add("source_id", StringType, false)
          .add("steps", AugmentedImage.STEPS, false)
          .add("original", BinaryType, false)
          .add("picture", BinaryType, false);

  private final Map<String, List<Augmentation>> policies;
  private final long seed;

  SampleSheet(Map<String, List<Augmentation>> policies, long seed) {
    this.policies = new TreeMap<>(policies);
    this.seed = seed;
  }

  /**
   * Returns a row for each image and each kind that a policy has, with the range of the last policy
   * that has it, and for each image and policy.
   *
   * @param sources with their decoded pixels
   */
  List<Row> rows(Map<CorpusImage, Image> sources) {
    Map<String, Augmentation> kinds = new TreeMap<>();
    policies.values().stream()
        .flatMap(steps -> Policy.flat(steps))
        .forEach(kind -> kinds.put(kind.kind(), kind));
    List<Row> rows = new ArrayList<>();
    kinds.forEach(
        (name, kind) ->
            addRows(rows, sources, "kind", name, source -> kind.draw(random(name, source))));
    policies.forEach(
        (name, steps) ->
            addRows(
                rows,
                sources,
                "policy",
                name,
                source -> Copies.steps(steps, seed, source.id(), 1)));
    return rows;
  }

  /** What is done to an image. */
  private interface SheetDrawing {
    List<AppliedStep> of(CorpusImage source);
  }

  private static void addRows(
      List<Row> rows,
      Map<CorpusImage, Image> sources,
      String sheet,
      String name,
      SheetDrawing drawing) {
    int position = 0;
    for (Map.Entry<CorpusImage, Image> source : sources.entrySet()) {
      List<AppliedStep> steps = drawing.of(source.getKey());
      rows.add(
          RowFactory.create(
              sheet,
              name,
              ++position,
              source.getKey().id(),
              AugmentedImage.rows(steps),
              source.getKey().bytes(),
              Png.encode(Replay.of(source.getValue(), steps))));
    }
  }

  private SplittableRandom random(String kind, CorpusImage source) {
    return Chance.generator(seed, "sample " + kind + " " + source.id());
  }
}
