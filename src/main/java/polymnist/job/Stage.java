package polymnist.job;

import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;

/**
 * A job that reads published tables and files and publishes tables. The pipeline runs stages in
 * order and skips one whose inputs, settings and code are those of its latest published run.
 *
 * @param <S> the record of its settings, bound from the configuration block of the stage's name
 */
public non-sealed interface Stage<S extends Record> extends Job {
  /** Returns the record class that the configuration block is bound to: what the class says. */
  @SuppressWarnings("unchecked")
  default Class<S> settingsType() {
    return Arrays.stream(getClass().getGenericInterfaces())
        .filter(
            type ->
                type instanceof ParameterizedType generic && generic.getRawType() == Stage.class)
        .map(type -> (Class<S>) ((ParameterizedType) type).getActualTypeArguments()[0])
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(getClass() + " does not implement Stage itself"));
  }

  /** Returns the tables it publishes. */
  default List<String> writes() {
    return description().writes();
  }

  /** Returns the tables it cannot do without; their latest published runs are its inputs. */
  default List<String> tables(S settings) {
    return List.of();
  }

  /** Returns the tables it reads where they have been published. */
  default List<String> tablesIfPublished(S settings) {
    return List.of();
  }

  /** Returns the files and folders outside the warehouse that it reads. */
  default List<InputFiles> files(S settings) {
    return List.of();
  }

  /** Returns tables of chosen runs that it reads beside those, such as one to compare with. */
  default List<Inputs.EarlierTable> earlier(S settings) {
    return List.of();
  }

  /**
   * Looks, before Spark starts, at what no later moment should refuse.
   *
   * @throws polymnist.setting.UserError when it cannot be read
   */
  default void check(S settings, Configuration hadoop) {}

  /** Reads through {@code run}, writes through {@code run}; publishing is the caller's. */
  void run(SparkSession spark, S settings, StageRun run);
}
