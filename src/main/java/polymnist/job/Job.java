package polymnist.job;

/** What can be submitted: a {@link Stage}, which publishes tables, or a {@link Command}. */
public sealed interface Job permits Stage, Command {
  /** Returns what it is and how it is asked. */
  JobDescription description();

  /** Returns the name by which it is submitted. */
  default String name() {
    return description().name();
  }
}
