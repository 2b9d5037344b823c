package polymnist.custom;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.custom.picture.PictureDecoder;
import polymnist.custom.picture.PictureFile;
import polymnist.image.UnreadableImage;
import polymnist.ink.choose.ChoiceFit;
import polymnist.ink.choose.ChoiceFit.LabelledChoice;
import polymnist.ink.choose.ChoiceFit.LeftOutGroup;
import polymnist.input.InputBytes;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/**
 * Fits the weights by which {@code custom} chooses among the candidates of a picture, to labelled
 * pictures of several sources, and measures how weights fitted to some sources read those of the
 * others. It is no part of the pipeline; what it finds is for {@code custom.decision.weights}.
 *
 * <p>Writes {@code choice_weights} (feature, weight) and {@code choice_left_out}, one row a group
 * of {@code custom.group-by} and repetition: group, repetition, right, pictures. Prints the weights
 * and the mean accuracy over the groups left out.
 *
 * <pre>./spark-submit.sh choice custom.images=pictures custom.group-by=source</pre>
 */
public final class ChoiceJob implements Stage<ChoiceSettings> {
  private record Weight(String feature, double weight) {}

  private record LeftOut(String group, int repetition, long right, long pictures) {}

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "choice",
        JobGroup.IMAGES,
        "fit how `custom` chooses among what may be the digit of a picture",
        "as `custom`; labelled pictures of several sources",
        List.of("choice_weights", "choice_left_out"));
  }

  @Override
  public List<String> tables(ChoiceSettings settings) {
    return settings.custom().tables();
  }

  @Override
  public List<String> tablesIfPublished(ChoiceSettings settings) {
    return settings.custom().tablesIfPublished();
  }

  @Override
  public void check(ChoiceSettings settings, Configuration hadoop) {
    if (settings.custom().groupBy().isBlank()) {
      throw UserError.request(
          "custom.group-by must name the column of the labels file that tells the source of a"
              + " picture, was empty: sources are left out by it");
    }
    settings.custom().check(hadoop);
  }

  @Override
  public List<InputFiles> files(ChoiceSettings settings) {
    return settings.custom().files();
  }

  @Override
  public void run(SparkSession spark, ChoiceSettings settings, StageRun run) {
    CustomSettings custom = settings.custom();
    custom.files().forEach(files -> run.file(files.place()));
    List<PictureFile> labelled =
        CustomJob.pictures(custom, spark.sparkContext().hadoopConfiguration()).stream()
            .filter(file -> file.given().label() != null)
            .filter(file -> file.given().attributes().containsKey(custom.groupBy()))
            .toList();
    List<LabelledChoice> choices =
        choices(spark, labelled, ReadingNetworks.of(run, custom), custom.groupBy());
    ChoiceFit fit = new ChoiceFit(choices);
    List<LeftOut> leftOut = new ArrayList<>();
    double mean = 0;
    for (int repetition = 0; repetition < settings.repetitions(); repetition++) {
      List<LeftOutGroup> groups = fit.leftOut(settings.seed() + repetition);
      for (LeftOutGroup group : groups) {
        leftOut.add(new LeftOut(group.group(), repetition, group.right(), group.pictures()));
        mean += (double) group.right() / group.pictures() / groups.size() / settings.repetitions();
      }
    }
    List<Weight> weights = new ArrayList<>();
    for (Map.Entry<String, Double> weight : fit.weights().byName().entrySet()) {
      weights.add(new Weight(weight.getKey(), weight.getValue()));
      System.out.printf(Locale.ROOT, "%s = %.2f%n", weight.getKey(), weight.getValue());
    }
    System.out.printf(
        Locale.ROOT,
        "of groups left out, the mean accuracy is %.2f %%, of %d pictures%n",
        100 * mean,
        choices.size());
    run.writeSmall("choice_weights", RowType.of(Weight.class).table(spark, weights));
    run.writeSmall("choice_left_out", RowType.of(LeftOut.class).table(spark, leftOut));
  }

  private static List<LabelledChoice> choices(
      SparkSession spark, List<PictureFile> pictures, ReadingNetworks networks, String groupBy) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ReadingNetworks> shared = context.broadcast(networks);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    return CustomJob.files(spark, pictures)
        .mapPartitions(
            (FlatMapFunction<Iterator<PictureFile>, LabelledChoice>)
                files -> choices(files, shared.value(), hadoop.value(), groupBy))
        .collect();
  }

  private static Iterator<LabelledChoice> choices(
      Iterator<PictureFile> files, ReadingNetworks networks, Configuration hadoop, String groupBy) {
    PictureReader reader = networks.reader();
    List<LabelledChoice> choices = new ArrayList<>();
    while (files.hasNext()) {
      PictureFile file = files.next();
      try {
        byte[] bytes = InputBytes.read(file.file(), InputBytes.MAX_PICTURE_BYTES, hadoop);
        choices.add(
            reader.labelled(
                file, PictureDecoder.read(bytes), file.given().attributes().get(groupBy)));
      } catch (UnreadableImage e) {
        throw UserError.request(
            "%s cannot be used to fit weights, it %s".formatted(file.path(), e.getMessage()));
      }
    }
    return choices.iterator();
  }
}
