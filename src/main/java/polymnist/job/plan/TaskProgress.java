package polymnist.job.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import polymnist.job.ProgressLine;
import scala.collection.Iterator;

/**
 * How far Spark is with what takes long: of its tasks, how many are done, how fast, and when the
 * rest will be. On a terminal in one line; in a log in a line now and then.
 */
final class TaskProgress extends SparkListener implements AutoCloseable {
  /** What is over sooner needs no word. */
  private static final double LONG_SECONDS = 4;

  private static final double LOG_SECONDS = 60;

  private final String name;
  private final SparkContext spark;
  private final Map<Integer, RunningJob> running = new LinkedHashMap<>();
  private final Map<Integer, Integer> jobOfStage = new LinkedHashMap<>();
  private final ScheduledExecutorService clock;
  private double logged;

  /** A job of Spark's. */
  private static final class RunningJob {
    private final String description;
    private final int tasks;
    private final double begin;
    private final boolean even;
    private int done;

    private RunningJob(String description, int tasks, boolean even, double begin) {
      this.description = description;
      this.tasks = tasks;
      this.even = even;
      this.begin = begin;
    }
  }

  private TaskProgress(String name, SparkContext spark) {
    this.name = name;
    this.spark = spark;
    this.logged = now();
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to watch.
   *
   * @param name of the stage that runs
   */
  static TaskProgress watch(String name, SparkContext spark) {
    TaskProgress progress = new TaskProgress(name, spark);
    spark.addSparkListener(progress);
    var unused = progress.clock.scheduleWithFixedDelay(progress::track, 1, 1, TimeUnit.SECONDS);
    return progress;
  }

  private static double now() {
    return System.nanoTime() / 1e9;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    int tasks = 0;
    Iterator<StageInfo> stages = start.stageInfos().iterator();
    while (stages.hasNext()) {
      StageInfo stage = stages.next();
      tasks += stage.numTasks();
      jobOfStage.put(stage.stageId(), start.jobId());
    }
    String description = start.properties().getProperty("spark.job.description", name);
    running.put(
        start.jobId(), new RunningJob(description, tasks, start.stageInfos().size() == 1, now()));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    RunningJob job = running.get(jobOfStage.getOrDefault(end.stageId(), -1));
    if (job != null && end.reason() instanceof Success$) {
      job.done++;
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    running.remove(end.jobId());
    jobOfStage.values().removeIf(job -> job == end.jobId());
  }

  private synchronized void track() {
    double now = now();
    Optional<RunningJob> longest =
        running.values().stream()
            // A training says how far it is itself: its tasks last as long as it.
            .filter(job -> !job.description.startsWith("train "))
            .filter(job -> now - job.begin > LONG_SECONDS)
            .findFirst();
    if (longest.isEmpty()) {
      return;
    }
    RunningJob job = longest.get();
    String text = text(job.description, job.done, job.tasks, job.even, now - job.begin);
    if (ProgressLine.onTerminal()) {
      ProgressLine.show(text);
    } else if (now - logged > LOG_SECONDS) {
      logged = now;
      ProgressLine.keep(text);
    }
  }

  /**
   * Returns the line.
   *
   * @param even whether the tasks are of one kind, so that those done tell how long the others take
   */
  static String text(String description, int done, int tasks, boolean even, double seconds) {
    String text = String.format(Locale.ROOT, "%s: %d of %d tasks", description, done, tasks);
    if (done == 0 || !even) {
      return text;
    }
    double each = seconds / done;
    return text
        + String.format(
            Locale.ROOT, ", %.1f a second, about %s left", 1 / each, left(each, tasks - done));
  }

  private static String left(double each, int tasks) {
    return ProgressLine.duration(each * tasks);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    spark.removeSparkListener(this);
    ProgressLine.clear();
  }
}
