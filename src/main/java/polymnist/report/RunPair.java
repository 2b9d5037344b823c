package polymnist.report;

import polymnist.warehouse.RunManifest;

/** Two runs of the same job. */
record RunPair(RunManifest before, RunManifest now) {
  RunPair {
    if (!before.job().equals(now.job())) {
      throw new IllegalArgumentException(before.job() + " is not " + now.job());
    }
  }

  String job() {
    return now.job();
  }

  /** Tells whether both have published a table. */
  boolean have(String table) {
    return before.tables().containsKey(table) && now.tables().containsKey(table);
  }
}
