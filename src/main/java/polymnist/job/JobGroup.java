package polymnist.job;

/** What a job is for. */
public enum JobGroup {
  STUDY("The study"),
  IMAGES("Your own images"),
  RUNS("Looking at runs");

  private final String title;

  JobGroup(String title) {
    this.title = title;
  }

  /** Returns the heading under which help and documentation list its jobs. */
  public String title() {
    return title;
  }
}
