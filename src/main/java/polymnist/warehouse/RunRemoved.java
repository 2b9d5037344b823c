package polymnist.warehouse;

/** A run that was chosen to be read, and was removed before the reading began. */
public final class RunRemoved extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunRemoved(String runId) {
    super(
        "the run %s was removed while this job began: submit it again, which chooses others"
            .formatted(runId));
  }
}
