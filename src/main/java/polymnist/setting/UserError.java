package polymnist.setting;

/**
 * A request that cannot be carried out as it stands, or an input that was refused. Its message is
 * all that the user sees, so it names the thing, the rule, the value and the remedy.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserError(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A wrong job, setting or path, or an earlier job that has not run: exit code 2. */
  public static UserError request(String message) {
    return new UserError(2, message);
  }

  /** Input of which more is bad than the settings allow: exit code 3. */
  public static UserError rejectedInput(String message) {
    return new UserError(3, message);
  }

  /** Returns the exit code of the process: 2 or 3. */
  public int exitCode() {
    return exitCode;
  }
}
