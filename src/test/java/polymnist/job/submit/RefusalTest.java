package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake on the command line is told at once: what takes long to load is not loaded for it. */
class RefusalTest {
  /** Seconds of a start, in this order: Hadoop, the logging, Spark's session and contexts. */
  private static final List<String> SLOW =
      List.of(
          "org.apache.hadoop.conf.Configuration ",
          "org.apache.logging.log4j.core.",
          "org.apache.spark.SparkContext ",
          "org.apache.spark.sql.classic.",
          "org.apache.spark.sql.catalyst.");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --train | train has no option --train",
        "train train.shardimages=3 | train.shardimages is no setting",
        "augment augment.copies=0 | augment.copies must",
        "pipeline train.shardimages=3 | train.shardimages is no setting",
        "pipeline --only tain | 'tain' is no stage of the pipeline",
        "query --format xml | --format must be one of",
        "tain | there is no job 'tain'"
      })
  void noSparkIsLoadedForAMistake(String words, String told)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:stdout"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(told).isEqualTo(2);
    assertThat(said).contains(told);
    assertThat(said.lines().filter(line -> SLOW.stream().anyMatch(line::contains))).isEmpty();
  }
}
