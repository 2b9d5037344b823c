package polymnist.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.corpus.Backgrounds;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.model.BestModel;
import polymnist.model.FittedTemperature;
import polymnist.model.TrainedModel;
import polymnist.report.block.Resource;
import polymnist.warehouse.StageRun;

/**
 * What the page to draw on carries, so that it reads what is drawn without loading anything.
 *
 * @param network that reads; empty where none is trained
 * @param crops pieces of the photos that it was trained on, [3,28,28]
 * @param temperature by which its logits are divided, above 0
 * @param detector that tells what is no digit; empty where there is none
 * @param leastConfidence of the most probable digit, 0 to 0.99; what has less is no digit
 */
public record DrawingPage(
    Optional<TrainedModel> network,
    List<Image> crops,
    double temperature,
    Optional<TrainedModel> detector,
    double leastConfidence) {
  /** Tables that are read where they are there. */
  public static final List<String> TABLES = List.of("models", "model_files", "temperatures");

  /** Of a network that a page carries, at 2.7 bytes each. */
  private static final int MOST_WEIGHTS = 1_200_000;

  /** Reads what the latest runs have trained. */
  public static DrawingPage of(StageRun run, ReportSettings.Drawing settings) {
    Optional<TrainedModel> network =
        settings.backgrounds().isBlank() || !run.has("models") || !run.has("model_files")
            ? Optional.empty()
            : run
                .read("models")
                .where(functions.col("parameters").leq(MOST_WEIGHTS))
                .orderBy(BestModel.bestFirst())
                .takeAsList(1)
                .stream()
                .map(row -> TrainedModel.read(row, run.inputFolder("model_files")))
                .findFirst();
    return new DrawingPage(
        network,
        network.isEmpty() ? List.of() : crops(run.file(settings.backgrounds())),
        network.flatMap(model -> FittedTemperature.fitted(run, model)).orElse(1.0),
        settings.detector().isBlank()
            ? Optional.empty()
            : Optional.of(
                TrainedDetector.read(
                        run.file(settings.detector()),
                        SparkSession.active().sparkContext().hadoopConfiguration())
                    .network()),
        settings.leastConfidence());
  }

  private static List<Image> crops(String backgrounds) {
    Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
    return Backgrounds.read(backgrounds, hadoop).stream().map(DrawnReading::evenest).toList();
  }

  /**
   * Returns the page. Nothing in it runs but its own script, and nothing is loaded: its policy
   * names their checksums.
   */
  public String html() {
    String page = Resource.text("draw.html").replace("READING", Resource.text("reading.js"));
    // In a data block a name may hold anything but the end of the block.
    String carried = carried().toString().replace("<", "\\u003c");
    return page.replace("STYLES", checksums("style", page))
        .replace("SCRIPTS", checksums("script", page))
        .replace("CARRIED", carried);
  }

  private static String checksums(String element, String page) {
    return Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(text -> Base64.getEncoder().encodeToString(DigestUtils.sha256(text.group(1))))
        .map("'sha256-%s'"::formatted)
        .collect(Collectors.joining(" "));
  }

  private ObjectNode carried() {
    ObjectNode carried = new ObjectMapper().createObjectNode();
    network.ifPresent(model -> carried.set("network", CarriedNetwork.of(model.file())));
    detector.ifPresent(model -> carried.set("detector", CarriedNetwork.of(model.file())));
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    crops.forEach(crop -> samples.writeBytes(crop.samples()));
    return carried
        .put("crops", Base64.getEncoder().encodeToString(samples.toByteArray()))
        .put("temperature", temperature)
        .put("leastConfidence", leastConfidence)
        .put("words", words());
  }

  private String words() {
    List<String> readers = new ArrayList<>();
    network.ifPresent(model -> readers.add(model.model() + "/" + model.trainingCorpus()));
    detector.ifPresent(model -> readers.add("the digit detector"));
    return "Read by %s%s."
        .formatted(
            String.join(" and ", readers),
            network.isEmpty() ? " alone: ./spark-submit.sh train trains networks" : "");
  }
}
