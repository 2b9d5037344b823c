package polymnist.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.answer.Answer;
import polymnist.answer.Answers;
import polymnist.answer.AskedTables;
import polymnist.answer.Share;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.FittedTemperature;
import polymnist.model.ModelFile;
import polymnist.model.NetworkChoice;
import polymnist.model.Regime;
import polymnist.model.TrainedModel;
import polymnist.network.layer.LayerBuffers;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/**
 * Writes trained networks so that other software opens them: the folder {@code export_files} with
 * an ONNX file, a safetensors file and a model card each, and the table {@code exports} of them.
 *
 * <pre>./spark-submit.sh export --input models=RUN export.networks=resnet</pre>
 */
public final class ExportJob implements Stage<ExportSettings> {
  /** The tables that say what tests came to. */
  private static final List<String> TESTS =
      List.of("metrics", "slices", "network_comparison", "augmentation_effect");

  /** A file that was written. */
  private record Export(
      String model, String trainingCorpus, String format, String file, long bytes, String sha256) {}

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "export",
        JobGroup.STUDY,
        "write networks as ONNX and safetensors, with model cards",
        "`models`, `model_files`, `layers`; `temperatures` and tables of tests if there",
        List.of("exports", "export_files"));
  }

  @Override
  public List<String> tables(ExportSettings settings) {
    return List.of("models", "model_files", "layers");
  }

  @Override
  public List<String> tablesIfPublished(ExportSettings settings) {
    return Stream.concat(Stream.of("temperatures"), TESTS.stream()).toList();
  }

  @Override
  public void run(SparkSession spark, ExportSettings settings, StageRun run) {
    List<TrainedModel> models =
        settings.networks().equals(ExportSettings.ALL)
            ? TrainedModel.all(run)
            : List.of(TrainedModel.chosen(run, new NetworkChoice("networks", settings.networks())));
    run.files("export_files");
    Answers answers = answers(spark, run);
    List<Export> exports = new ArrayList<>();
    for (TrainedModel model : models) {
      ModelFacts facts = facts(run, model, answers);
      Map<String, String> metadata = facts.metadata();
      ComputationGraph network = ModelFile.open(model.file());
      try {
        add(exports, run, facts, "onnx", OnnxFile.of(network, facts.fileName(), metadata));
        add(exports, run, facts, "safetensors", SafetensorsFile.of(network, metadata));
        add(exports, run, facts, "md", ModelCard.of(facts).getBytes(StandardCharsets.UTF_8));
      } finally {
        LayerBuffers.free(network);
      }
    }
    run.writeSmall("exports", RowType.of(Export.class).table(spark, exports));
    run.found(
        "export",
        "%s networks as ONNX and safetensors, with cards: %s"
            .formatted(Integer.toString(models.size()), run.publishedFolder("export_files")));
  }

  private static void add(
      List<Export> exports, StageRun run, ModelFacts facts, String format, byte[] bytes) {
    String file = facts.fileName() + "." + format;
    Path path = new Path(run.stagedFolder("export_files"), file);
    run.writeFile(path, bytes);
    exports.add(
        new Export(
            facts.model(),
            facts.trainingCorpus(),
            format,
            file,
            bytes.length,
            DigestUtils.sha256Hex(bytes)));
  }

  private static ModelFacts facts(StageRun run, TrainedModel model, Answers answers) {
    Row row =
        run.read("models")
            .where(functions.col("model").equalTo(model.model()))
            .where(functions.col("training_corpus").equalTo(model.trainingCorpus()))
            .head();
    String source =
        run.read("layers")
            .where(functions.col("model").equalTo(model.model()))
            .select("source")
            .head()
            .getString(0);
    return new ModelFacts(
        model.model(),
        model.trainingCorpus(),
        Regime.ofFresh(run),
        row.getAs("kind"),
        source,
        row.getAs("parameters"),
        model.validationAccuracy(),
        FittedTemperature.fitted(run, model),
        tested(run, model),
        answers.tables().has("metrics")
            ? answers.ofNetwork(model.model(), model.trainingCorpus()).stream()
                .map(Answer::sentence)
                .toList()
            : List.of(),
        run.inputRun("models"),
        row.getAs("weights_sha256"));
  }

  private static Answers answers(SparkSession spark, StageRun run) {
    List<String> tables =
        Stream.concat(Stream.of("models"), TESTS.stream())
            .filter(table -> table.equals("models") || isOfTheseNetworks(table, run))
            .toList();
    tables.forEach(table -> run.read(table).createOrReplaceTempView(table));
    return new Answers(AskedTables.ofViews(spark, tables), "test");
  }

  private static boolean isOfTheseNetworks(String table, StageRun run) {
    return run.has(table)
        && run.madeFrom(table, "models").equals(Optional.of(run.inputRun("models")));
  }

  private static Optional<Share> tested(StageRun run, TrainedModel model) {
    if (!isOfTheseNetworks("metrics", run)) {
      return Optional.empty();
    }
    return run
        .read("metrics")
        .where("evaluated_on = 'test' AND slice = 'all' AND metric = 'accuracy'")
        .where(functions.col("model").equalTo(model.model()))
        .where(functions.col("training_corpus").equalTo(model.trainingCorpus()))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Share(
                    row.getAs("value"), row.getAs("lower"), row.getAs("upper"), row.getAs("n")))
        .findFirst();
  }
}
