package polymnist.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.setting.UserError;

class ArgumentsTest {
  private static final List<JobOption> OPTIONS =
      List.of(new JobOption("--from", "STAGE", "begins there"), JobOption.flag("--force", "all"));

  private static JobDescription job(String words) {
    return new JobDescription(
        "walk", JobGroup.STUDY, "walks", "paths", List.of("steps"), words, OPTIONS);
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(List.of(words), job("[WORD]"));
  }

  private static void assertRefused(String message, String... words) {
    assertThatThrownBy(() -> Arguments.parse(List.of(words), job("")))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage(message);
  }

  @Test
  void theDemoIsTheDefault() {
    assertThat(parse().profile()).isEqualTo("demo");
  }

  @Test
  void optionsSettingsAndWordsAreToldApart() {
    Arguments expected =
        new Arguments(
            "full",
            Map.of("--from", "train", "--force", ""),
            List.of("train.workers=4"),
            List.of("SELECT 1"));
    assertThat(
            parse("--from", "train", "train.workers=4", "--force", "--profile", "full", "SELECT 1"))
        .isEqualTo(expected);
    assertThat(parse("--from=train", "train.workers=4", "--force", "--profile=full", "SELECT 1"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "augment.policies.my_policy=[]",
        "eda.questions=first\nsecond",
        "a.b=",
        "a.b=--c",
        "a.list+=1"
      })
  void settingsMayHaveAnyValueAndKeysWithAnUnderscore(String setting) {
    assertThat(parse(setting).assignments()).containsExactly(setting);
  }

  @Test
  void aStatementWithAnEqualsSignIsNoSetting() {
    assertThat(parse("SELECT * FROM metrics WHERE slice='all'").rest()).hasSize(1);
  }

  @Test
  void anOptionMayHaveAnEqualsSignInItsValue() {
    assertThat(parse("--from=a=b").options()).containsEntry("--from", "a=b");
  }

  @Test
  void anUnknownOptionNamesTheKnownOnesAndTheNearest() {
    String known =
        "it has --from STAGE, --force, --profile NAME-or-FILE, --help; settings are written KEY=VALUE,"
            + " without dashes, and ./spark-submit.sh walk --help lists them";
    assertRefused("walk has no option --fron (did you mean --from?); " + known, "--fron", "train");
    assertRefused("walk has no option --seed; " + known, "--seed=3");
    assertRefused("walk has no option --steps; " + known, "--steps");
  }

  @Test
  void ofAnOptionThatStandsTwiceNoneIsLostInSilence() {
    assertRefused("--from stands twice: give it once", "--from", "train", "--from=eda");
  }

  @Test
  void anOptionOfSparkSubmitIsSentBeforeTheJob() {
    assertRefused(
        "--master is an option of spark-submit, which stands before the job:"
            + " ./spark-submit.sh --master 'local[2]' walk",
        "--master",
        "local[2]");
    assertRefused(
        "--conf is an option of spark-submit, which stands before the job:"
            + " ./spark-submit.sh --conf 'spark.x=1' walk",
        "--conf=spark.x=1");
  }

  @Test
  void aSettingOfSparkIsSentBeforeTheJob() {
    assertRefused(
        "spark.driver.memory is a setting of Spark's, which stands before the job:"
            + " ./spark-submit.sh --conf 'spark.driver.memory=1 g' walk",
        "spark.driver.memory=1 g");
  }

  @Test
  void anOptionWithoutItsValueAndAFlagWithOneAreRefused() {
    assertRefused("--from needs a value: write --from STAGE", "--from");
    assertRefused("--force takes no value, was '--force=yes'", "--force=yes");
  }

  @Test
  void aWordThatIsNoSettingIsRefusedWhereNoneIsExpected() {
    assertRefused(
        "'trian' is no option of walk, and no setting as it stands: one is written KEY=VALUE without"
            + " blanks, such as seed=2; ./spark-submit.sh walk --help lists them",
        "trian");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b = 300", "a.b =300", "seed = 300"})
  void blanksAroundTheSignAreTakenOut(String typed) {
    assertThatThrownBy(() -> Arguments.parse(List.of(typed.split(" ")), job("")))
        .hasMessageContaining("without blanks, such as '" + typed.replace(" ", "") + "';");
    assertThatThrownBy(() -> Arguments.parse(List.of((typed + " c.d=2").split(" ")), job("")))
        .hasMessageContaining("such as '" + typed.replace(" ", "") + "';");
    assertThatThrownBy(() -> Arguments.parse(List.of("a.b"), job("")))
        .hasMessageContaining("such as 'a.b=VALUE';");
  }

  @Test
  void aFolderThatStandsAloneIsAnsweredWithItsSetting() {
    JobDescription reader =
        JobDescription.ofStage(
            "walk", JobGroup.STUDY, "walks", "a folder of maps (`walk.maps`)", List.of("steps"));
    assertThatThrownBy(() -> Arguments.parse(List.of("/my maps"), reader))
        .hasMessageContaining("without blanks, such as 'walk.maps=/my maps'; ");
  }

  @Test
  void helpIsGivenWhateverElseStandsThere() {
    assertThat(Arguments.parse(List.of("trian", "-h"), job("")).asksForHelp()).isTrue();
    assertThat(parse("--help", "--from", "train").asksForHelp()).isTrue();
  }
}
