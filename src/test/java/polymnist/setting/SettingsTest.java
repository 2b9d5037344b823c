package polymnist.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.plan.StudySettings;

class SettingsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  record Small(int count, double share, Kind kind, List<String> names, Map<String, Shape> shapes) {
    Small {
      InvalidSetting.unlessBetween("count", 1, 9, count);
    }
  }

  enum Kind {
    ONE_WAY,
    OTHER
  }

  sealed interface Shape permits Circle, Square {}

  record Circle(int radius) implements Shape {}

  record Square() implements Shape {}

  private static Small small(String... more) {
    List<String> assignments =
        new java.util.ArrayList<>(
            List.of(
                "small.count=3",
                "small.share=0.5",
                "small.kind=one-way",
                "small.names=[a,b]",
                "small.shapes={c:{kind:circle,radius:2},s:{kind:square}}"));
    assignments.addAll(List.of(more));
    return Settings.load(HOME, "demo", assignments).bind("small", Small.class);
  }

  @Test
  void bindsScalarsEnumsListsMapsAndKinds() {
    assertThat(small())
        .isEqualTo(
            new Small(
                3,
                0.5,
                Kind.ONE_WAY,
                List.of("a", "b"),
                Map.of("c", new Circle(2), "s", new Square())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "/x", "..", ".x", "_x", "a b", "a\\nb", "a\\u001bb", "-rf"})
  void aNameIsNoPathAndNoSign(String name) {
    String json = "small.shapes.\"%s\"={kind:square}".formatted(name);
    assertThatThrownBy(() -> small(json))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a name in small.shapes must be letters, digits, '.', '_' and '-'");
  }

  @Test
  void aWrongKeyIsAnsweredWithTheOneThatWasMeant() {
    assertThatThrownBy(() -> small("small.shere=1"))
        .hasMessageContaining("small.shere is no setting (did you mean small.share?); small has");
    assertThatThrownBy(() -> small("small.radius=1"))
        .hasMessageContaining("small.radius is no setting (did you mean small.shapes.c.radius?)");
  }

  @Test
  void aKeyWithAnEmptyPartIsAnsweredWithTheOneThatWasMeant() {
    assertThatThrownBy(() -> small("small..count=4"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "'small..count=4' is no setting: a key is names with one dot between each two; did you"
                + " mean small.count=4?");
    assertThatThrownBy(() -> small("small.names.+=c")).hasMessageContaining(" small.names+=c?");
    assertThatThrownBy(() -> small("small.=1")).hasMessageContaining("did you mean small=1?");
  }

  @Test
  void whatIsAddedToNoListIsNamedAsItWasTyped() {
    assertThatThrownBy(() -> small("small.count+=4"))
        .isInstanceOf(UserError.class)
        .hasMessage("'small.count+=4' adds to a list, and that is none: write small.count=4");
    assertThatThrownBy(() -> small("small.names+=[c]"))
        .hasMessage("command line: small.names[2] must be a text, was [\"c\"]");
    assertThat(small("small.names+=c").names()).containsExactly("a", "b", "c");
  }

  @Test
  void aWrongChoiceIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> small("small.kind=oneway"))
        .hasMessage(
            "command line: small.kind must be one of one-way, other, was \"oneway\""
                + " (did you mean one-way?)");
    assertThatThrownBy(() -> small("small.shapes.c.kind=circel"))
        .hasMessageEndingWith("one of circle, square, was circel (did you mean circle?)");
    assertThatThrownBy(
            () -> InvalidSetting.unlessNamed("k", List.of("vg"), java.util.Set.of("vgg", "mlp")))
        .hasMessage("k has 'vg' (did you mean vgg?), but known are mlp, vgg");
    assertThatThrownBy(() -> InvalidSetting.ifTwice("k", List.of("a", "b", "a")))
        .hasMessage("k names a twice: [a, b, a]");
  }

  @Test
  void aKeyWithoutItsBlockIsAnsweredWithThoseThatEndSo() {
    Settings settings = Settings.load(HOME, "mine", "a.b.c = 1, d.c = 2", List.of("c=3", "e=1"));
    assertThatThrownBy(() -> settings.refuseUnknownBlocks(List.of("a", "d")))
        .hasMessageContaining(
            "command line: c is no setting (did you mean a.b.c or d.c?); blocks are");
  }

  @Test
  void aValueInThePlaceOfAListIsShownAsOne() {
    assertThatThrownBy(() -> small("small.names=a"))
        .hasMessage(
            "command line: small.names must be a list, such as 'small.names=[a]', was \"a\"");
    assertThatThrownBy(() -> small("small.names=\"[a\""))
        .hasMessageContaining("such as 'small.names=[a]', was");
    assertThat(small("small.names=[a]").names()).containsExactly("a");
  }

  record Pair(int parts, int whole) {
    Pair {
      if (whole % parts != 0) {
        throw new InvalidSetting("whole", "parts", "must be parted equally, was " + whole);
      }
    }
  }

  @Test
  void ofTwoSettingsTheOneThatWasTypedIsToBlame() {
    String profile = "pair { parts = 2, whole = 8 }";
    assertThatThrownBy(() -> pair(profile, "pair.parts=3"))
        .hasMessage("command line: pair.parts=3: pair.whole must be parted equally, was 8");
    assertThatThrownBy(() -> pair(profile, "pair.whole=7"))
        .hasMessage("command line: pair.whole must be parted equally, was 7");
    assertThatThrownBy(() -> pair("pair { parts = 2, whole = 7 }"))
        .hasMessage("mine:1: pair.whole must be parted equally, was 7");
  }

  private static Pair pair(String profile, String... assignments) {
    return Settings.load(HOME, "mine", profile, List.of(assignments)).bind("pair", Pair.class);
  }

  @Test
  void aKeyMayHaveAnUnderscoreAndAValueSeveralLines() {
    assertThat(small("small.shapes.my_shape={kind:square}").shapes()).containsKey("my_shape");
    assertThat(small("small.names=[first,\n second]").names()).containsExactly("first", "second");
    assertThat(
            Settings.load(HOME, "demo", List.of("study.warehouse=first\nsecond=3"))
                .bind("study", StudySettings.class)
                .warehouse())
        .isEqualTo("first\nsecond=3");
  }

  @Test
  void theLastAssignmentWins() {
    assertThat(small("small.count=4", "small.count=5").count()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a: b", "/100%", "/a#b", "/a//b", "s3a://b/c", "/$a"})
  void aPathIsMeantAsItStands(String path) {
    Settings settings = Settings.load(HOME, "demo", List.of("study.warehouse=" + path));
    assertThat(settings.bind("study", StudySettings.class).warehouse()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local[1] 8", "/a {b}", "/a*", "/a?"})
  void aWarehouseThatSparkTakesForAPatternIsRefused(String path) {
    Settings settings = Settings.load(HOME, "demo", List.of("study.warehouse=" + path));
    assertThatThrownBy(() -> settings.bind("study", StudySettings.class))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "command line: study.warehouse must have none of * ? [ ] { } \\, which Spark takes for"
                + " patterns, was "
                + path);
  }

  @Test
  void aValueOutOfRangeNamesKeyRuleAndPlace() {
    assertThatThrownBy(() -> small("small.count=10"))
        .isInstanceOf(UserError.class)
        .hasMessage("command line: small.count must lie between 1 and 9, was 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5", "1e300", "2147483648"})
  void aWholeNumberIsNeitherCutNorBounded(String count) {
    assertThatThrownBy(() -> small("small.count=" + count))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("small.count must be a whole number, was ");
    assertThat(small("small.count=2.0").count()).isEqualTo(2);
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertThatThrownBy(() -> small("small.share=much", "small.kind=third", "small.extra=1"))
        .hasMessageContaining("small.share must be a number, was \"much\"")
        .hasMessageContaining("small.kind must be one of one-way, other, was \"third\"")
        .hasMessageContaining("small.extra is no setting; small has count, share");
  }

  @Test
  void anUnknownKindNamesTheKnownOnes() {
    assertThatThrownBy(() -> small("small.shapes.c.kind=oval"))
        .hasMessageContaining("small.shapes.c.kind must be one of circle, square, was oval");
  }

  @Test
  void aFaultInAFileIsNamedWithItsLine() throws java.io.IOException {
    Path profile = java.nio.file.Files.createTempFile("profile", ".conf");
    java.nio.file.Files.writeString(profile, "# a comment\nstudy.warehouse = \"\"\n");
    assertThatThrownBy(
            () ->
                Settings.load(HOME, profile.toString(), List.of())
                    .bind("study", StudySettings.class))
        .hasMessage(profile + ":2: study.warehouse must not be empty");
  }

  @Test
  void aProfileThatCameAlongIsNamedAsItWasGiven() {
    String text = "\nsmall.count = many";
    assertThatThrownBy(
            () -> Settings.load(HOME, "mine.conf", text, List.of()).bind("small", Small.class))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mine.conf:2: small.count must be a whole number, was \"many\"");
  }

  @Test
  void anUnknownBlockIsRefused() {
    Settings settings = Settings.load(HOME, "demo", List.of("trian.workers=3"));
    assertThatThrownBy(() -> settings.refuseUnknownBlocks(List.of("train", "study")))
        .hasMessageContaining(
            "command line: trian is no setting (did you mean train?); blocks are study, train");
  }

  @Test
  void aMissingProfileNamesTheOnesThereAre() {
    assertThatThrownBy(() -> Settings.load(HOME, "dmeo", List.of()))
        .hasMessage("no profile 'dmeo' (did you mean demo?): give a file, or one of demo, full");
  }

  @Test
  void aPathWithReservedCharactersIsTakenAsItStands() {
    Settings settings = Settings.load(HOME, "demo", List.of("study.warehouse=file:///a b/$c:d"));
    assertThat(settings.bind("study", StudySettings.class).warehouse())
        .isEqualTo("file:///a b/$c:d");
  }

  private static void assertProfileRefused(Path folder, String text, String message)
      throws IOException {
    Path profile = Files.writeString(folder.resolve("mine.conf"), text);
    assertThatThrownBy(() -> Settings.load(HOME, profile.toString(), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void anOldKeyThatAProfileRefersToIsAnsweredWithTheNewOne(@TempDir Path folder)
      throws IOException {
    assertProfileRefused(
        folder, "seed = ${train.warm-up}", ": train.warm-up is now train.schedule.warm-up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"include \"other.conf\"", "include \"other\"", "include file(\"other.conf\")"})
  void whatAProfileIncludesMustBeThere(String include, @TempDir Path folder) throws IOException {
    Path other = folder.resolve("other.conf");
    String line = include.replace("file(\"", "file(\"" + folder + "/");
    Path first = Files.writeString(folder.resolve("first.conf"), "small.count = 4\n" + line);
    // Also where an included file includes another.
    Path second = Files.writeString(folder.resolve("second.conf"), "include \"first.conf\"");
    for (Path profile : List.of(first, second)) {
      assertThatThrownBy(() -> Settings.load(HOME, profile.toString(), List.of()))
          .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
          .hasMessageContaining("the profile %s includes ".formatted(profile))
          .hasMessageContaining("other")
          .hasMessageContaining("or leave the line out");
    }
    Files.writeString(other, "seed = 77");
    for (Path profile : List.of(first, second)) {
      assertThat(Settings.load(HOME, profile.toString(), List.of()).json("seed")).isEqualTo("77");
    }
  }

  @Test
  void aProfileThatCameAlongIncludesNoMore() {
    assertThatThrownBy(() -> Settings.load(HOME, "mine", "include \"none.conf\"", List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the profile mine includes none.conf, which cannot be read");
  }

  private static String warehouse(String value) {
    return Settings.load(HOME, "demo", List.of("study.warehouse=" + value))
        .bind("study", StudySettings.class)
        .warehouse();
  }

  @Test
  void aVariableOfTheEnvironmentIsASettingsValue() {
    assertThat(warehouse("${HOME}/x")).isEqualTo(System.getenv("HOME") + "/x");
    assertThat(Settings.load(HOME, "demo", List.of("report.title=\"${HOME}\"")).json("report"))
        .contains("\"title\":\"${HOME}\"");
    assertThatThrownBy(() -> warehouse("${NOT_SET_ANYWHERE}/x"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "command line (study.warehouse=${NOT_SET_ANYWHERE}/x): ${NOT_SET_ANYWHERE} is no setting"
                + " and no variable of the environment; in quotes it is a text");
  }

  @Test
  void quotesWithinAValueStay() {
    assertThat(warehouse("/my \"best\" one")).isEqualTo("/my \"best\" one");
    assertThat(warehouse("${HOME}\"/a b\"")).isEqualTo(System.getenv("HOME") + "/a b");
    assertThat(small("small.names=[\"a b\"]").names()).containsExactly("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train=3", "train=[]", "study=here"})
  void aBlockIsNotReplacedByAValue(String assignment) {
    assertThatThrownBy(() -> Settings.load(HOME, "demo", List.of(assignment)))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("command line: (train|study) must be a block \\{\\.\\.\\.}, was .*");
  }

  @Test
  void aBlockMayBeTakenFromAnother() {
    Settings settings = Settings.load(HOME, "demo", List.of("detector=${detector}"));
    assertThat(settings.json("detector"))
        .isEqualTo(Settings.load(HOME, "demo", List.of()).json("detector"));
  }

  @Test
  void theProjectsFolderIsNoSetting() {
    assertThatThrownBy(() -> Settings.load(HOME, "demo", List.of("home=/x")))
        .isInstanceOf(UserError.class)
        .hasMessage("command line: home is no setting");
  }

  @Test
  void whatSomebodyHasSetIsRepeatedInARemedy() {
    assertThat(Settings.load(HOME, "demo", List.of()).repeated("study.warehouse")).isEmpty();
    assertThat(
            Settings.load(HOME, "demo", List.of("study.warehouse=/a b"))
                .repeated("study.warehouse"))
        .isEqualTo(" 'study.warehouse=/a b'");
  }
}
