package polymnist.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.chance.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.warehouse.RowType;

/**
 * Contact sheets, the table {@code augmentation_samples}: what each kind of change and each policy
 * makes of a few images.
 */
final class SampleSheet {
  static final RowType<Sample> TYPE = RowType.of(Sample.class);

  /** A row of the table; pictures are PNG. */
  record Sample(
      String sheet,
      String name,
      int position,
      String sourceId,
      List<AppliedStep> steps,
      byte[] original,
      byte[] picture) {}

  private final Map<String, List<Augmentation>> policies;
  private final long seed;

  SampleSheet(Map<String, List<Augmentation>> policies, long seed) {
    this.policies = new TreeMap<>(policies);
    this.seed = seed;
  }

  /**
   * Returns a sample for each image and each kind that a policy has, with the range of the last
   * policy that has it, and for each image and policy.
   *
   * @param sources with their decoded pixels
   */
  List<Sample> samples(Map<CorpusImage, Image> sources) {
    Map<String, Augmentation> kinds = new TreeMap<>();
    policies.values().stream()
        .flatMap(steps -> Policy.flat(steps))
        .forEach(kind -> kinds.put(kind.kind(), kind));
    List<Sample> samples = new ArrayList<>();
    kinds.forEach(
        (name, kind) ->
            addSamples(samples, sources, "kind", name, source -> kind.draw(random(name, source))));
    policies.forEach(
        (name, steps) ->
            addSamples(
                samples,
                sources,
                "policy",
                name,
                source -> Copies.steps(steps, seed, source.id(), 1)));
    return samples;
  }

  /** What is done to an image. */
  private interface SheetDrawing {
    List<AppliedStep> of(CorpusImage source);
  }

  private static void addSamples(
      List<Sample> samples,
      Map<CorpusImage, Image> sources,
      String sheet,
      String name,
      SheetDrawing drawing) {
    int position = 0;
    for (Map.Entry<CorpusImage, Image> source : sources.entrySet()) {
      List<AppliedStep> steps = drawing.of(source.getKey());
      samples.add(
          new Sample(
              sheet,
              name,
              ++position,
              source.getKey().id(),
              steps,
              source.getKey().bytes(),
              Png.encode(Replay.of(source.getValue(), steps))));
    }
  }

  private SplittableRandom random(String kind, CorpusImage source) {
    return Chance.generator(seed, "sample " + kind + " " + source.id());
  }
}
