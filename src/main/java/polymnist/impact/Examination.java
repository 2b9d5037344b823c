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
import polymnist.corpus.Image;
import polymnist.train.Predictor;

/** Shows all subjects to networks, under every condition, on the cluster. */
final class Examination {
  private static final int BATCH = 256;

  private final JavaRDD<Subject> subjects;
  private final List<Sweeps.Condition> conditions;
  private final long seed;

  Examination(
      JavaSparkContext spark,
      List<Subject> subjects,
      List<Sweeps.Condition> conditions,
      long seed) {
    this.subjects = spark.parallelize(subjects, spark.defaultParallelism()).cache();
    this.conditions = conditions;
    this.seed = seed;
  }

  /** Returns what a network gets right. */
  Answers of(byte[] model) {
    Broadcast<byte[]> sent = JavaSparkContext.fromSparkContext(subjects.context()).broadcast(model);
    List<Answers> parts = subjects.mapPartitions(new Reader(sent, conditions, seed)).collect();
    sent.destroy();
    List<BitSet> all = new ArrayList<>();
    for (int condition = 0; condition < conditions.size(); condition++) {
      BitSet right = new BitSet();
      for (Answers part : parts) {
        right.or(part.right().get(condition));
      }
      all.add(right);
    }
    return new Answers(all);
  }

  private record Reader(Broadcast<byte[]> model, List<Sweeps.Condition> conditions, long seed)
      implements FlatMapFunction<Iterator<Subject>, Answers> {
    @Override
    public Iterator<Answers> call(Iterator<Subject> subjects) {
      Predictor predictor = Predictor.ofTask(model.value());
      List<BitSet> right =
          new ArrayList<>(conditions.stream().map(condition -> new BitSet()).toList());
      while (subjects.hasNext()) {
        List<Subject> batch = new ArrayList<>();
        while (subjects.hasNext() && batch.size() < BATCH) {
          batch.add(subjects.next());
        }
        read(predictor, batch, right);
      }
      return Collections.singleton(new Answers(right)).iterator();
    }

    private void read(Predictor predictor, List<Subject> batch, List<BitSet> right) {
      List<Shown> shown = batch.stream().map(Shown::of).toList();
      List<Shown> swept = shown.stream().filter(one -> one.subject.swept()).toList();
      for (int i = 0; i < conditions.size(); i++) {
        Sweeps.Condition condition = conditions.get(i);
        List<Shown> all = condition.isNone() ? shown : swept;
        List<Image> images =
            all.stream()
                .map(one -> Replay.of(one.image, condition.steps(seed, one.subject.number())))
                .toList();
        double[][] probabilities = predictor.probabilities(images);
        for (int j = 0; j < images.size(); j++) {
          if (best(probabilities[j]) == all.get(j).subject.label()) {
            right.get(i).set(all.get(j).subject.number());
          }
        }
      }
    }

    private static int best(double[] probabilities) {
      int best = 0;
      for (int c = 1; c < probabilities.length; c++) {
        best = probabilities[c] > probabilities[best] ? c : best;
      }
      return best;
    }
  }

  private record Shown(Subject subject, Image image) implements Serializable {
    static Shown of(Subject subject) {
      return new Shown(subject, Subjects.decoded("of subject " + subject.number(), subject.png()));
    }
  }
}
