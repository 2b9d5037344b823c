package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import polymnist.corpus.Image;
import polymnist.job.LocalSpark;
import polymnist.train.TrainedModel;

class CustomJobSparkTest {
  private static final double BIAS = Math.log(11);

  @TempDir private Path folder;

  /** A network that says 2 of whatever it sees: 11 to 1 against each other digit. */
  private static TrainedModel alwaysTwo() throws IOException {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(28, 28, 3))
                .addLayer(
                    "digit",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "image")
                .setOutputs("digit")
                .build());
    network.init();
    network.params().assign(0);
    network.getLayer("digit").getParam("b").putScalar(2, BIAS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, false);
    return new TrainedModel("constant", "corpus", 0.1, out.toByteArray());
  }

  private Dataset<Row> answers(SparkSession spark, TrainedModel model) {
    CustomSettings settings = new CustomSettings(folder.toString(), "", "none", 2, 7);
    List<PictureFile> pictures = CustomJob.pictures(settings, new Configuration());
    Pasting pasting = new Pasting(List.of(Image.black(3, 40, 40)), settings.crops(), 7);
    return CustomJob.answers(spark, pictures, pasting, model);
  }

  @Test
  void everyPictureHasARowAndMetricsCountThem() throws IOException {
    Sketch two = new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, 30, 20, 1);
    write("2/good.png", two.png());
    write("7/wrong.gif", two.opaque("gif"));
    write("7/broken.png", new byte[] {1, 2, 3});
    write("2/blank.png", new Sketch(90, 90, Color.WHITE).png());
    SparkSession spark = LocalSpark.session();
    TrainedModel model = alwaysTwo();
    Dataset<Row> answers = answers(spark, model).cache();
    assertThat(answers.schema()).isEqualTo(Answer.SCHEMA);
    assertThat(
            answers.select("path", "label", "status", "predicted").collectAsList().stream()
                .map(Row::toString)
                .toList())
        .containsExactly(
            "[2/blank.png,2,no_digit,null]",
            "[2/good.png,2,digit,2]",
            "[7/broken.png,7,unreadable,null]",
            "[7/wrong.gif,7,digit,2]");
    Row good = answers.where("path = '2/good.png'").head();
    assertThat(good.<Double>getAs("probability")).isCloseTo(11 / 20.0, within(1e-5));
    assertThat(good.<Object>getAs("seen")).isNotNull();
    assertThat(answers.where("status = 'digit'").where("normalised IS NULL").count()).isZero();
    assertThat(answers.where("status = 'unreadable'").head().<String>getAs("reason"))
        .contains("no PNG");
    List<Row> metrics = CustomJob.metrics(spark, answers, model).collectAsList();
    assertThat(metrics).hasSize(2);
    assertThat(metrics.get(0).<String>getAs("metric")).isEqualTo("recognised");
    assertThat(metrics.get(0).<Double>getAs("value")).isEqualTo(0.5);
    assertThat(metrics.get(1).<String>getAs("metric")).isEqualTo("accuracy");
    assertThat(metrics.get(1).<Double>getAs("value")).isEqualTo(0.25);
    assertThat(metrics.get(1).<Long>getAs("n")).isEqualTo(4);
    answers.unpersist();
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() throws IOException {
    write("some.png", new Sketch(90, 90, Color.WHITE).png());
    SparkSession spark = LocalSpark.session();
    TrainedModel model = alwaysTwo();
    List<Row> metrics = CustomJob.metrics(spark, answers(spark, model), model).collectAsList();
    assertThat(metrics).hasSize(1);
    assertThat(metrics.get(0).<String>getAs("metric")).isEqualTo("recognised");
    assertThat(metrics.get(0).<Double>getAs("value")).isZero();
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
