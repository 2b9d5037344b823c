package polymnist.report.drawing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.corpus.Backgrounds;
import polymnist.detector.DetectorSettings;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.model.BestModel;
import polymnist.model.FittedTemperature;
import polymnist.model.TrainedModel;
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
  public static final List<String> TABLES =
      List.of("models", "model_files", "temperatures", "detectors", "detector_files");

  /** Reads what the latest runs have trained. */
  public static DrawingPage of(StageRun run, DrawingSettings settings) {
    List<Image> crops =
        settings.backgrounds().isBlank()
            ? List.of()
            : Backgrounds.read(
                    run.file(settings.backgrounds()),
                    SparkSession.active().sparkContext().hadoopConfiguration())
                .stream()
                .map(DrawnReading::evenest)
                .toList();
    Optional<TrainedModel> network =
        crops.isEmpty() || !run.has("models") || !run.has("model_files")
            ? Optional.empty()
            : run
                .read("models")
                .where(functions.col("parameters").leq(settings.mostParameters()))
                .orderBy(BestModel.bestFirst())
                .takeAsList(1)
                .stream()
                .map(row -> TrainedModel.read(row, run.inputFolder("model_files")))
                .findFirst();
    return new DrawingPage(
        network,
        network.isPresent() ? crops : List.of(),
        network.flatMap(model -> FittedTemperature.fitted(run, model)).orElse(1.0),
        detector(run),
        settings.leastConfidence());
  }

  private static Optional<TrainedModel> detector(StageRun run) {
    if (!run.has("detectors") || !run.has("detector_files")) {
      return Optional.empty();
    }
    return Optional.ofNullable(TrainedDetector.all(run).get(DetectorSettings.DETECTOR))
        .map(TrainedDetector::network);
  }

  /**
   * Returns the page. Nothing in it runs but its own script, and nothing is loaded: its policy
   * names their checksums.
   */
  public String html() {
    String page = resource("draw.html").replace("READING", resource("reading.js"));
    // In a data block a name may hold anything but the end of the block.
    String carried = carried().toString().replace("<", "\\u003c");
    return page.replace("STYLES", checksums("style", page))
        .replace("SCRIPTS", checksums("script", page))
        .replace("CARRIED", carried);
  }

  private static String resource(String name) {
    try (InputStream in = DrawingPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static String checksums(String element, String page) {
    return Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(text -> "'sha256-" + checksum(text.group(1)) + "'")
        .collect(Collectors.joining(" "));
  }

  private static String checksum(String text) {
    return Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
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
    String best =
        network
            .map(
                model ->
                    String.format(
                        Locale.ROOT,
                        "Read by the network %s, trained on %s (%.1f %% of the validation images"
                            + " right)",
                        model.model(),
                        model.trainingCorpus(),
                        100 * model.validationAccuracy()))
            .orElse("Read by the digit detector alone: ./spark-submit.sh train trains networks");
    return best
        + (network.isEmpty()
            ? ""
            : detector.isPresent()
                ? ", together with the digit detector"
                : "; it knows nothing of what is no digit:"
                    + " ./spark-submit.sh detector trains a detector")
        + String.format(
            Locale.ROOT, ". What has less than %.0f %% is no digit.", 100 * leastConfidence);
  }
}
