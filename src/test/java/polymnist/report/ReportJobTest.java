package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Pictures;
import polymnist.report.block.StudyTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.overview.Lineage;
import polymnist.report.plot.Plots;

class ReportJobTest {
  /**
   * Reads a table of evaluate that has rows of validation images beside those of the tested ones.
   * Of {@code label_disagreements} both are shown, so it is not among them.
   */
  private static final Pattern TESTED =
      Pattern.compile(
          "\\b(?:FROM|JOIN)\\s+(?:predictions|metrics|confusion|slices|reliability|coverage|roc"
              + "|fusion|network_comparison|network_costs|augmentation_effect)\\b");

  @Test
  void everyTableOfTheReportHasAJobThatFillsIt() {
    assertThat(ReportJob.jobs())
        .containsKeys(ReportJob.TABLES.toArray(String[]::new))
        .containsEntry("corpus", "synthesize")
        .containsEntry("quarantine", "ingest")
        .containsEntry("layers", "train")
        .containsEntry("impact_effect", "impact");
  }

  @Test
  void chaptersQueryNoTableThatTheJobDoesNotRead() {
    QueriedTables tables = new QueriedTables();

    tables.page();

    assertThat(ReportJob.TABLES).isSorted().doesNotHaveDuplicates().containsAll(tables.names);
    // Without an effect the chapter of the trials does not come to them.
    assertThat(tables.names).hasSize(ReportJob.TABLES.size() - 1).doesNotContain("impact_trials");
  }

  /** Evaluate predicts validation images too, to fit temperatures: they must not be counted. */
  @Test
  void everyQueryOverTestedImagesLeavesOutThoseOfValidation() {
    QueriedTables tables = new QueriedTables();

    tables.page();

    assertThat(tables.queries)
        .filteredOn(sql -> TESTED.matcher(sql).find())
        .hasSizeGreaterThan(20)
        .allSatisfy(sql -> assertThat(sql).contains("evaluated_on = 'test'"));
  }

  @Test
  void linksReachEachChapterByAnIdOfItsOwn() {
    assertThat(new QueriedTables().page().sections())
        .extracting(Page.Section::id)
        .doesNotHaveDuplicates()
        .contains("augmentation-effect", "impact");
  }

  /** Tables without rows that note what chapters query. */
  private static final class QueriedTables implements StudyTables {
    private final Set<String> names = new TreeSet<>();
    private final Set<String> queries = new LinkedHashSet<>();

    Page page() {
      return ReportJob.page(
          new ReportSettings("A study", 1, 1, 1, new ReportSettings.Drawing("", 0.5)),
          "1-report",
          new Lineage(Map.of(), List.of()),
          new Study(this, Map.of(), new Pictures(0), new Plots()));
    }

    @Override
    public boolean has(String table) {
      names.add(table);
      return true;
    }

    @Override
    public List<TableRow> rows(String sql) {
      queries.add(sql);
      return List.of();
    }
  }
}
