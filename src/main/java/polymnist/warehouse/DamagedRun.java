package polymnist.warehouse;

import polymnist.setting.OneLine;

/**
 * What a run has published is no longer what is there: files are missing, cut, changed or extra.
 */
public final class DamagedRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Names the damage.
   *
   * @param what is off, such as {@code part-0.parquet is missing}
   * @param remedy the command that makes it anew
   */
  DamagedRun(RunManifest run, String table, String what, String remedy) {
    super(
        "%s of the run %s is damaged: %s; put the files back, or make it anew: %s"
            .formatted(table, run.runId(), OneLine.of(what), remedy));
  }
}
