package polymnist.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import polymnist.setting.Settings;

class StageCodeTest {
  private final Map<String, byte[]> build = new TreeMap<>();

  private void entry(String name, String content) {
    build.put("polymnist/" + name, content.getBytes(ISO_8859_1));
  }

  private SortedSet<String> reached(String from) {
    return StageCode.reached(build, "polymnist/" + from);
  }

  @Test
  void classesAreReachedThroughOthersAndFilesByTheirFolder() {
    entry("eda/EdaJob.class", "\1\0\25(Lpolymnist/image/Image;I)V\1\0 polymnist/eda/EdaJob$1");
    entry("eda/EdaJob$1.class", "nothing more");
    entry("eda/Other.class", "not named by anyone");
    entry("eda/questions/one.sql", "SELECT 1");
    entry("image/Image.class", "back to polymnist/eda/EdaJob, a circle");
    entry("report/ReportJob.class", "polymnist/eda/EdaJob");
    entry("report/report.css", "body {}");
    entry("versions.properties", "spark=4.2.0");
    assertThat(reached("eda/EdaJob.class"))
        .containsExactly(
            "polymnist/eda/EdaJob$1.class",
            "polymnist/eda/EdaJob.class",
            "polymnist/eda/questions/one.sql",
            "polymnist/image/Image.class",
            "polymnist/versions.properties");
  }

  @Test
  void whatChangedIsNamedByItsClass() {
    String before = "polymnist/a/One.class 1\npolymnist/a/Two$Inner.class 2\npolymnist/a/q.sql 3\n";
    assertThat(StageCode.changed(before, before)).isEmpty();
    assertThat(
            StageCode.changed(
                before,
                "polymnist/a/One.class 1\npolymnist/a/Two$Inner.class 9\npolymnist/b/New.class 4\n"))
        .containsExactly("a/Two", "a/q.sql", "b/New");
  }

  @Test
  void whoReadsPublishedNetworksReachesTheirLayers() {
    entry("evaluate/EvaluateJob.class", "polymnist/model/ModelFile");
    entry("model/ModelFile.class", "loads classes by the names in a file");
    entry("network/layer/Convolution.class", "a layer");
    entry("train/Trainer.class", "not needed");
    assertThat(reached("evaluate/EvaluateJob.class"))
        .contains("polymnist/network/layer/Convolution.class")
        .doesNotContain("polymnist/train/Trainer.class");
  }

  /** Of the build itself. */
  @Test
  void noStageButTheReportReachesAChapter() {
    Jobs jobs = new Jobs(Settings.load(Path.of("").toAbsolutePath(), "demo", List.of()));
    for (String name :
        List.of("synthesize", "eda", "augment", "train", "evaluate", "detector", "custom")) {
      String stage = jobs.stage(name).orElseThrow().getClass().getName().replace('.', '/');
      SortedSet<String> reached = StageCode.reached(StageCode.Build.ENTRIES, stage + ".class");
      assertThat(reached).as(name).contains(stage + ".class", "polymnist/job/Jobs.class");
      assertThat(reached).as(name).noneMatch(entry -> entry.startsWith("polymnist/report/"));
    }
    assertThat(StageCode.reached(StageCode.Build.ENTRIES, "polymnist/report/ReportJob.class"))
        .anyMatch(entry -> entry.startsWith("polymnist/report/chapter/"))
        .contains("polymnist/report/report.css");
    assertThat(StageCode.reached(StageCode.Build.ENTRIES, "polymnist/train/TrainJob.class"))
        .anyMatch(entry -> entry.startsWith("polymnist/network/layer/"))
        .noneMatch(entry -> entry.startsWith("polymnist/eda/"));
  }
}
