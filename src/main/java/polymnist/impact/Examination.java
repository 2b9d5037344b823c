package polymnist.impact;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import polymnist.augment.Replay;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.model.Predictor;
import polymnist.statistics.ClassProbabilities;

/** Shows all subjects to networks, under every condition, on the cluster. */
final class Examination {
  private static final int BATCH = 256;

  private final JavaRDD<List<TestedImage>> batches;
  private final List<Sweeps.Condition> conditions;
  private final long seed;

  Examination(
      JavaSparkContext spark,
      List<TestedImage> subjects,
      List<Sweeps.Condition> conditions,
      long seed) {
    // The same images are read together on any number of cores: the last digits depend on it.
    List<List<TestedImage>> cut = new ArrayList<>();
    for (int from = 0; from < subjects.size(); from += BATCH) {
      cut.add(new ArrayList<>(subjects.subList(from, Math.min(subjects.size(), from + BATCH))));
    }
    this.batches = spark.parallelize(cut, spark.defaultParallelism()).cache();
    this.conditions = conditions;
    this.seed = seed;
  }

  /** Returns what a network gets right. */
  CorrectAnswers of(byte[] model) {
    Broadcast<byte[]> sent = JavaSparkContext.fromSparkContext(batches.context()).broadcast(model);
    List<CorrectAnswers> parts =
        batches.mapPartitions(new ExaminationTask(sent, conditions, seed)).collect();
    sent.destroy();
    List<BitSet> all = new ArrayList<>();
    for (int condition = 0; condition < conditions.size(); condition++) {
      BitSet right = new BitSet();
      for (CorrectAnswers part : parts) {
        right.or(part.right().get(condition));
      }
      all.add(right);
    }
    return new CorrectAnswers(all);
  }

  private record ExaminationTask(
      Broadcast<byte[]> model, List<Sweeps.Condition> conditions, long seed)
      implements FlatMapFunction<Iterator<List<TestedImage>>, CorrectAnswers> {
    @Override
    public Iterator<CorrectAnswers> call(Iterator<List<TestedImage>> batches) {
      Predictor predictor = Predictor.ofTask(model.value());
      List<BitSet> right =
          new ArrayList<>(conditions.stream().map(condition -> new BitSet()).toList());
      batches.forEachRemaining(batch -> read(predictor, batch, right));
      return Collections.singleton(new CorrectAnswers(right)).iterator();
    }

    private void read(Predictor predictor, List<TestedImage> batch, List<BitSet> right) {
      List<DecodedImage> shown = batch.stream().map(DecodedImage::of).toList();
      List<DecodedImage> swept = shown.stream().filter(one -> one.subject.swept()).toList();
      for (int i = 0; i < conditions.size(); i++) {
        Sweeps.Condition condition = conditions.get(i);
        List<DecodedImage> all = condition.isNone() ? shown : swept;
        List<Image> images =
            all.stream()
                .map(one -> Replay.of(one.image, condition.steps(seed, one.subject.number())))
                .toList();
        double[][] probabilities = predictor.probabilities(images);
        for (int j = 0; j < images.size(); j++) {
          if (ClassProbabilities.mostProbable(probabilities[j]) == all.get(j).subject.label()) {
            right.get(i).set(all.get(j).subject.number());
          }
        }
      }
    }
  }

  private record DecodedImage(TestedImage subject, Image image) implements Serializable {
    static DecodedImage of(TestedImage subject) {
      return new DecodedImage(
          subject, CorpusImage.decoded("of subject " + subject.number(), subject.png()));
    }
  }
}
