package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportJobTest {
  @Test
  void everyTableOfTheReportHasAJobThatFillsIt() {
    assertThat(ReportJob.jobs())
        .containsKeys(
            new ReportJob()
                .tablesIfPublished(
                    new ReportSettings("A study", 1, 1, 1, new ReportSettings.Drawing("", "", 0.5)))
                .toArray(String[]::new))
        .containsEntry("corpus", "synthesize")
        .containsEntry("quarantine", "ingest")
        .containsEntry("layers", "train")
        .containsEntry("impact_effect", "impact");
  }
}
