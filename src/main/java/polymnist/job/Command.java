package polymnist.job;

import java.io.PrintStream;

/** A job that answers and publishes nothing of its own. */
public non-sealed interface Command extends Job {
  /**
   * Answers.
   *
   * @param out what is asked for goes there; messages go to standard error
   * @return the exit code
   */
  int run(Arguments arguments, PrintStream out);
}
