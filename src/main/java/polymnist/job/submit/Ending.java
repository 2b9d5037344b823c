package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.commons.io.output.TeeOutputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;
import polymnist.job.Failure;
import polymnist.setting.OneLine;
import polymnist.setting.Redaction;
import polymnist.setting.UserError;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RunRemoved;

/** How a process ends: the exit code is 0 done, 1 failed, 2 wrong request, 3 input refused. */
public final class Ending {
  /** The exit code of a job that failed. */
  private static final int FAILED = 1;

  /** Spark and Hadoop get so long to clear up at the end of a process. */
  private static final Duration MAX_SHUTDOWN = Duration.ofSeconds(20);

  private Ending() {}

  /**
   * Ends the process with the exit code of {@code job}. What a user can mend is told without a
   * trace; of anything else the causes are the last lines.
   *
   * @param stopped what is told where somebody else ends it
   * @throws IllegalStateException of a job that did not succeed in a driver of YARN's, which gives
   *     whoever submitted it an exception's message and no exit code; spark-submit.sh reads it
   */
  public static void exit(Supplier<String> stopped, IntSupplier job) {
    Thread atEnd =
        new Thread(
            () -> {
              // Spark warns of all that it can do no more.
              Configurator.setAllLevels("", Level.OFF);
              say(System.err, stopped.get());
            },
            "stopped");
    Runtime.getRuntime().addShutdownHook(atEnd);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code = exitCode(job, new PrintStream(new TeeOutputStream(System.err, told), true, UTF_8));
    isStopping(atEnd);
    System.out.flush();
    if (code != 0
        && System.getProperty("spark.master", "").equals("yarn")
        && System.getProperty("spark.submit.deployMode", "").equals("cluster")) {
      throw new IllegalStateException(
          "the job ended with exit code " + code + "\n" + told.toString(UTF_8));
    }
    // In local mode the driver runs tasks, and those of a barrier stage leave a timer of Spark's
    // that would keep the process alive. Elsewhere a driver that is done must return: YARN takes an
    // exit for a failure.
    if (code != 0 || System.getProperty("spark.master", "").startsWith("local")) {
      haltLater(code);
      System.exit(code);
    }
  }

  static int exitCode(IntSupplier job, PrintStream err) {
    try {
      return job.getAsInt();
    } catch (UserError e) {
      say(err, e.getMessage());
      return e.exitCode();
    } catch (RunRemoved e) {
      say(err, e.getMessage());
      return UserError.request(e.getMessage()).exitCode();
    } catch (DamagedRun e) {
      say(err, e.getMessage());
      return UserError.rejectedInput(e.getMessage()).exitCode();
    } catch (Throwable e) {
      if (isStopping(new Thread())) {
        return FAILED;
      }
      Optional<String> remedy = Failure.remedy(e);
      if (remedy.isEmpty()) {
        LoggerFactory.getLogger(Ending.class).error("the job failed", e);
      }
      say(err, "failed: " + Failure.causes(e));
      remedy.ifPresent(err::println);
      return Failure.isDamage(e) ? UserError.rejectedInput("").exitCode() : FAILED;
    }
  }

  /**
   * Tells whether somebody ends this process, who knows why Spark does not answer any more; else
   * what was to be done at its end no longer is.
   */
  private static boolean isStopping(Thread atEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Names of others are told without what steers a terminal, and addresses without passwords. */
  private static void say(PrintStream err, String message) {
    new Redaction().ofText(message).lines().map(OneLine::of).forEach(err::println);
  }

  /** Ends the process though a hook of the shutdown may never end. */
  private static void haltLater(int code) {
    Thread halt =
        new Thread(
            () -> {
              try {
                Thread.sleep(MAX_SHUTDOWN.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(code);
            },
            "halt");
    halt.setDaemon(true);
    halt.start();
  }
}
