package polymnist.impact;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import polymnist.chance.Chance;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.MnistDigits;
import polymnist.corpus.PolyMnist;
import polymnist.corpus.Split;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.warehouse.StageRun;

/** Gathers the images that networks are tested on. */
final class TestedImages {
  private final ImpactSettings settings;
  private final List<TestedImage> subjects = new ArrayList<>();

  private TestedImages(ImpactSettings settings) {
    this.settings = settings;
  }

  /** Returns them all; they are few enough for the driver. */
  static List<TestedImage> of(StageRun run, ImpactSettings settings, Configuration hadoop) {
    TestedImages gathering = new TestedImages(settings);
    gathering.addCorpus(run);
    gathering.addNewBackgrounds(run, hadoop);
    gathering.addCustom(run, hadoop);
    return List.copyOf(gathering.subjects);
  }

  private void addCorpus(StageRun run) {
    String split = settings.test().split().text();
    // All images of a digit together, by a hash, so that any number has all modalities and labels.
    List<Row> rows =
        run.read("corpus")
            .where(functions.col("split").equalTo(split))
            .orderBy(functions.xxhash64(digit()), functions.col("id"))
            .limit(settings.test().images())
            .collectAsList();
    for (Row row : rows) {
      CorpusImage image = CorpusImage.of(row);
      add(
          TestedImage.Source.CORPUS,
          image.modality(),
          image.label(),
          image.digit() == null ? image.id() : "digit " + image.digit(),
          image.bytes(),
          subjects.size() < settings.test().swept());
    }
  }

  /** Returns the handwritten digit that an image shows, or the image where that is not known. */
  static org.apache.spark.sql.Column digit() {
    return functions.coalesce(functions.col("digit").cast("string"), functions.col("id"));
  }

  private void addNewBackgrounds(StageRun run, Configuration hadoop) {
    if (settings.test().photos().folder().isEmpty()) {
      return;
    }
    boolean test = settings.test().split() == Split.TEST;
    MnistDigits digits =
        MnistDigits.read(
            run.file(settings.test().photos().mnist()),
            test ? MnistDigits.DigitSet.TEST : MnistDigits.DigitSet.TRAIN,
            hadoop);
    List<Image> photos = Backgrounds.read(run.file(settings.test().photos().folder()), hadoop);
    for (int i = 0; i < settings.test().photos().digits(); i++) {
      int digit = Chance.generator(settings.seed(), "digit", i).nextInt(digits.count());
      for (int photo = 0; photo < photos.size(); photo++) {
        Image image =
            PolyMnist.paste(
                digits.image(digit),
                photos.get(photo),
                Chance.generator(settings.seed(), "new background", i, photo));
        add(
            TestedImage.Source.NEW_BACKGROUNDS,
            "photo " + photo,
            digits.label(digit),
            "digit " + digit,
            Png.encode(image),
            false);
      }
    }
  }

  /** Own handwriting as the job {@code custom} found it, on the photos of training. */
  private void addCustom(StageRun run, Configuration hadoop) {
    if (!run.has("custom_predictions") || settings.test().photos().trained().isEmpty()) {
      return;
    }
    Dataset<Row> found =
        run.read("custom_predictions")
            .where("label IS NOT NULL AND normalised IS NOT NULL")
            .select("path", "label", "normalised")
            .orderBy("path");
    List<Image> photos = Backgrounds.read(run.file(settings.test().photos().trained()), hadoop);
    for (Row row : found.collectAsList()) {
      Image digit = CorpusImage.decoded(row.getAs("path"), row.getAs("normalised"));
      if (digit.height() != POLYMNIST.side() || digit.width() != POLYMNIST.side()) {
        continue;
      }
      byte[] ink = new byte[POLYMNIST.pixels()];
      System.arraycopy(digit.samples(), 0, ink, 0, ink.length);
      for (int photo = 0; photo < photos.size(); photo++) {
        Image image =
            PolyMnist.paste(
                ink,
                photos.get(photo),
                Chance.generator(settings.seed(), "custom " + row.getAs("path"), photo));
        add(
            TestedImage.Source.CUSTOM,
            "m" + photo,
            row.<Integer>getAs("label"),
            row.getAs("path"),
            Png.encode(image),
            false);
      }
    }
  }

  private void add(
      TestedImage.Source source,
      String modality,
      int label,
      String cluster,
      byte[] png,
      boolean swept) {
    subjects.add(new TestedImage(subjects.size(), source, modality, label, cluster, png, swept));
  }
}
