package polymnist.job;

/**
 * An option of the command line, after the job.
 *
 * @param name such as {@code --from}
 * @param value what stands for its value in help, such as {@code STAGE}; empty for a flag
 * @param meaning what it does
 */
public record JobOption(String name, String value, String meaning) {
  public JobOption {
    if (!name.matches("--[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("an option is written --name, was " + name);
    }
  }

  /** Returns an option without a value. */
  public static JobOption flag(String name, String meaning) {
    return new JobOption(name, "", meaning);
  }

  /** Tells whether it has no value. */
  public boolean isFlag() {
    return value.isEmpty();
  }

  /** Returns how it is written, such as {@code --from STAGE}. */
  public String usage() {
    return isFlag() ? name : name + " " + value;
  }
}
