package polymnist.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.export.OnnxRuntime;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.warehouse.Warehouse;

/**
 * ONNX Runtime on all images that {@code evaluate} tested: of a small study, or of the warehouse
 * that {@code -Dpolymnist.warehouse=FOLDER} names, which has the tables {@code corpus}, {@code
 * predictions} and {@code exports}.
 */
class ExportsSuite {
  private static final int BATCH = 250;

  @TempDir private static Path folder;

  @Test
  void onnxRuntimeSaysWhatEvaluateSaid() throws Exception {
    SparkSession spark = LocalSpark.session().newSession();
    Warehouse warehouse =
        Warehouse.at(warehouse(), LocalSpark.session().sparkContext().hadoopConfiguration());
    Dataset<Row> exports = latest(warehouse, spark, "exports").where("format = 'onnx'");
    assertThat(exports.count()).isPositive();
    Dataset<Row> images = latest(warehouse, spark, "corpus").selectExpr("id", "image.bytes");
    for (Row export : exports.orderBy("file").collectAsList()) {
      String file = export.getAs("file");
      Dataset<Row> tested =
          latest(warehouse, spark, "predictions")
              .where(
                  "model = '%s' AND training_corpus = '%s'"
                      .formatted(export.getAs("model"), export.getAs("training_corpus")))
              .join(images, "id")
              .select("bytes", "probabilities");
      byte[] onnx = Files.readAllBytes(Path.of(published(warehouse, file)));
      Differences differences = new Differences();
      try (OnnxRuntime runtime = new OnnxRuntime(onnx)) {
        Iterator<Row> rows = tested.toLocalIterator();
        while (rows.hasNext()) {
          List<Row> batch = new ArrayList<>();
          while (rows.hasNext() && batch.size() < BATCH) {
            batch.add(rows.next());
          }
          differences.add(runtime, batch);
        }
      }
      assertThat(differences.images).as(file).isPositive();
      assertThat(differences.largest).as(file).isLessThan(1e-5);
      System.out.printf(
          Locale.ROOT,
          "%s, %d images: within %.1e; %d other digits%n",
          file,
          differences.images,
          differences.largest,
          differences.otherDigits);
    }
  }

  /** Of a network, between its probabilities here and there. */
  private static final class Differences {
    private int images;
    private int otherDigits;
    private double largest;

    void add(OnnxRuntime runtime, List<Row> batch) throws Exception {
      List<Image> pictures = new ArrayList<>();
      for (Row row : batch) {
        pictures.add(Png.decode(row.getAs("bytes")));
      }
      float[][] theirs = runtime.probabilities(pictures);
      for (int i = 0; i < theirs.length; i++) {
        List<Double> ours = batch.get(i).getList(1);
        int here = 0;
        int there = 0;
        for (int c = 0; c < 10; c++) {
          largest = Math.max(largest, Math.abs(ours.get(c) - theirs[i][c]));
          here = ours.get(c) > ours.get(here) ? c : here;
          there = theirs[i][c] > theirs[i][there] ? c : there;
        }
        images++;
        otherDigits += here == there ? 0 : 1;
      }
    }
  }

  private static String warehouse() throws IOException, InterruptedException {
    String named = System.getProperty("polymnist.warehouse");
    if (named != null) {
      return named;
    }
    Submission submission = new Submission(folder);
    Ended ended =
        submission.study(
            "study",
            "pipeline",
            "--only",
            "synthesize,augment,train,evaluate,export",
            "train.train=[linear,mlp,vgg,resnet]",
            "train.networks.mlp.batch-size=32",
            "train.networks.resnet.batch-size=32");
    assertThat(ended.code()).as(ended.err()).isZero();
    return submission.address("study");
  }

  private static Dataset<Row> latest(Warehouse warehouse, SparkSession spark, String table) {
    return warehouse.read(spark, table, List.of(run(warehouse, table)));
  }

  private static String run(Warehouse warehouse, String table) {
    return warehouse.latest(table).orElseThrow(() -> new AssertionError("no " + table)).runId();
  }

  private static String published(Warehouse warehouse, String file) {
    return new org.apache.hadoop.fs.Path(
            warehouse.folder("export_files", run(warehouse, "exports")), file)
        .toUri()
        .getPath();
  }
}
