package polymnist.job.submit;

import java.io.PrintStream;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import polymnist.job.Arguments;
import polymnist.job.RunTitle;
import polymnist.job.Stage;
import polymnist.job.plan.Jobs;

/** Runs one stage as its settings say, whether or not anything changed since its last run. */
final class StageCommand {
  private StageCommand() {}

  static int run(Stage<?> stage, Arguments arguments, PrintStream out) {
    Jobs jobs = new Jobs(arguments.settings());
    jobs.check(List.of(stage));
    RunTitle title = RunTitle.of(arguments.options(), jobs.warehouse());
    Jobs.Plan<?> plan =
        jobs.plan(stage, jobs.chosen(stage, arguments.options().getOrDefault("--input", "")));
    SparkSession spark = Jobs.spark(stage.name());
    try {
      jobs.execute(plan, title, spark).print(out, arguments.options().containsKey(Jobs.VERBOSE));
    } finally {
      spark.stop();
    }
    return 0;
  }
}
