package polymnist.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;

/**
 * The setting that says in which precision networks compute. What {@link #AUTO} gave is no part of
 * a stage's fingerprint: its results are used again on any other processor.
 */
public enum PrecisionChoice {
  /** Bfloat16 where all processors multiply it, else floats. */
  AUTO,
  FLOAT,
  BFLOAT16;

  /** So many tasks a core, so that each executor has some. */
  private static final int TASKS_A_CORE = 3;

  /**
   * Refuses what this processor cannot do, where it is the one that computes. On a cluster its
   * workers fail with the same reason.
   *
   * @param key of the setting
   * @throws UserError naming the key and what the processor has
   */
  public void check(String key) {
    boolean here = System.getProperty("spark.master", "local").startsWith("local");
    if (this == BFLOAT16 && here && !Processor.hasBfloat16()) {
      throw UserError.request(
          "%s must be auto or float here, was bfloat16: %s".formatted(key, Processor.lack()));
    }
  }

  /** Returns the precision, which the run tells and keeps among its facts. */
  public Precision of(SparkSession spark, StageRun run) {
    if (this != AUTO) {
      Precision chosen = this == FLOAT ? Precision.FLOAT : Precision.BFLOAT16;
      run.found("precision", chosen.toString());
      return chosen;
    }
    List<String> processors = processors(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    Precision fastest = fastest(processors);
    run.found(
        "precision", "%s, as processors have %s".formatted(fastest, String.join("; ", processors)));
    return fastest;
  }

  /**
   * Returns what is fastest where all compute in the same precision.
   *
   * @param processors by their {@link Processor#instructions()}
   */
  static Precision fastest(Collection<String> processors) {
    return Processor.WITH_BFLOAT16.containsAll(processors) ? Precision.BFLOAT16 : Precision.FLOAT;
  }

  /** Returns what the processors have that compute, each once. */
  private static List<String> processors(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return List.of(Processor.instructions());
    }
    int tasks = TASKS_A_CORE * spark.defaultParallelism();
    return spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(task -> Processor.instructions())
        .distinct()
        .sortBy(instructions -> instructions, true, 1)
        .collect();
  }
}
