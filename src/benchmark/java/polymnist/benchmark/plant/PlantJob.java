package polymnist.benchmark.plant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.chance.Chance;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.CorpusImage;
import polymnist.eda.EdaJob;
import polymnist.eda.measure.DigitMask;
import polymnist.eda.measure.PhotoMasks;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/**
 * How much of what is wrong with a corpus does the examination find? Takes a part of {@code
 * corpus}, plants duplicates, leaks and wrong labels in it, lets {@link EdaJob} examine it in a
 * warehouse aside, and compares its answers with what was planted.
 *
 * <pre>
 * planted         problem, kind, id, source_id, found, rank (of a wrong label, else null)
 * planted_found   problem, kind (or all), planted, found, share, images (examined), false_alarms,
 *                 false_alarm_share, seconds (of the whole examination)
 * </pre>
 *
 * A wrong label counts as found among the first 2n that are listed where n were planted. False
 * alarms are images that were named for a problem without having to do with one that was planted;
 * for wrong labels, those among the first 2n.
 *
 * <p>Run it with {@code ./spark-submit.sh plant --profile full}.
 */
public final class PlantJob implements Stage<PlantSettings> {
  private static final String PLANTED = "planted";
  private static final String FOUND = "planted_found";

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "plant",
        JobGroup.STUDY,
        "plant duplicates, leaks and wrong labels, and measure how many `eda` finds",
        "`corpus`, photos",
        List.of(PLANTED, FOUND));
  }

  @Override
  public List<String> tables(PlantSettings settings) {
    return List.of("corpus");
  }

  @Override
  public List<InputFiles> files(PlantSettings settings) {
    return Stream.concat(
            new EdaJob().files(settings.eda()).stream(),
            Stream.of(Backgrounds.files(settings.backgrounds())))
        .toList();
  }

  @Override
  public void run(SparkSession spark, PlantSettings settings, StageRun run) {
    EdaJob eda = new EdaJob();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Warehouse warehouse = Warehouse.at(run.scratch().toString(), hadoop);
    Dataset<Row> part = part(run.read("corpus"), settings.images());
    List<Planted> planted = plant(part, settings, run, hadoop);
    try (StageRun corpus = new StageRun(warehouse, spark, "1-corpus", Inputs.NONE, "")) {
      corpus.write("corpus", withPlanted(part, planted));
      corpus.publish("corpus", Map.of(), "{}");
    }
    Instant begin = Instant.now();
    try (StageRun examined =
        new StageRun(
            warehouse,
            spark,
            "2-eda",
            new Inputs(Map.of("corpus", "1-corpus"), eda.files(settings.eda()), List.of()),
            "none")) {
      eda.run(spark, settings.eda(), examined);
      Duration took = Duration.between(begin, Instant.now());
      compare(spark, run, examined, planted, took);
    }
  }

  /** Takes whole handwritings where they are known, by a hash, until there are about enough. */
  private static Dataset<Row> part(Dataset<Row> corpus, int images) {
    long share = Math.round(1e6 * images / Math.max(images, corpus.count()));
    return corpus.where(
        functions.expr(
            "PMOD(XXHASH64(published_split, COALESCE(digit, label * 100000 + index)),"
                + " 1000000) < "
                + share));
  }

  private static Dataset<Row> withPlanted(Dataset<Row> part, List<Planted> planted) {
    Object[] relabelled =
        planted.stream()
            .filter(problem -> problem.problem().equals("wrong_label"))
            .map(Planted::source)
            .toArray();
    List<Row> rows = planted.stream().map(problem -> problem.image().toRow()).toList();
    return part.where(functions.not(functions.col("id").isin(relabelled)))
        .unionByName(part.sparkSession().createDataFrame(rows, CorpusImage.SCHEMA));
  }

  private static List<Planted> plant(
      Dataset<Row> part, PlantSettings settings, StageRun run, Configuration hadoop) {
    List<Row> ids = new ArrayList<>(part.select("id", "split").collectAsList());
    ids.sort(
        Comparator.<Row>comparingLong(
                row -> Chance.bits(settings.seed(), "plant " + row.getString(0)))
            .thenComparing(row -> row.getString(0)));
    List<String> tests =
        ids.stream()
            .filter(row -> row.getString(1).equals("test"))
            .map(row -> row.getString(0))
            .limit(settings.leaks())
            .toList();
    int others = settings.exactDuplicates() + settings.nearDuplicates() + settings.wrongLabels();
    List<String> rest =
        ids.stream()
            .map(row -> row.getString(0))
            .filter(id -> !tests.contains(id))
            .limit(others)
            .toList();
    if (rest.size() < others || tests.size() < settings.leaks()) {
      throw UserError.request(
          String.format(
              Locale.ROOT,
              "the corpus has %d images, %d of them for testing: too few to plant %d problems and %d leaks",
              ids.size(),
              tests.size(),
              others,
              settings.leaks()));
    }
    Map<String, CorpusImage> sources =
        part
            .where(functions.col("id").isin(Stream.concat(tests.stream(), rest.stream()).toArray()))
            .collectAsList()
            .stream()
            .map(CorpusImage::of)
            .collect(Collectors.toMap(CorpusImage::id, image -> image));
    return plant(
        tests.stream().map(sources::get).toList(),
        rest.stream().map(sources::get).toList(),
        settings,
        Backgrounds.read(run.file(settings.backgrounds()), hadoop));
  }

  private static List<Planted> plant(
      List<CorpusImage> tests,
      List<CorpusImage> rest,
      PlantSettings settings,
      List<Image> backgrounds) {
    List<Planted> planted = new ArrayList<>();
    PhotoMasks photos = new PhotoMasks(backgrounds);
    Iterator<CorpusImage> sources = rest.iterator();
    try {
      for (int i = 0; i < settings.exactDuplicates(); i++) {
        planted.add(Planted.exactDuplicate(sources.next(), planted.size()));
      }
      for (int i = 0; i < settings.nearDuplicates(); i++) {
        planted.add(Planted.nearDuplicate(sources.next(), planted.size(), settings.seed()));
      }
      for (int i = 0; i < settings.wrongLabels(); i++) {
        planted.add(Planted.wrongLabel(sources.next(), planted.size(), settings.seed()));
      }
      for (CorpusImage test : tests) {
        Optional<DigitMask> mask = photos.mask(Png.decode(test.bytes()));
        if (mask.isEmpty()) {
          throw UserError.request(
              "plant.backgrounds has no photo with the crop of %s: set it to the photos of the corpus"
                  .formatted(test.id()));
        }
        planted.add(Planted.leak(test, mask.get(), backgrounds, planted.size(), settings.seed()));
      }
    } catch (UnreadableImage e) {
      throw UserError.request("the corpus has an image that does not decode: " + e.getMessage());
    }
    return planted;
  }

  private static void compare(
      SparkSession spark, StageRun run, StageRun examined, List<Planted> planted, Duration took) {
    SparkSession own = spark.newSession();
    own.createDataFrame(planted.stream().map(Planted::toRow).toList(), Planted.SCHEMA)
        .createOrReplaceTempView("made");
    for (String table :
        List.of(
            "eda_duplicates",
            "eda_near_duplicates",
            "eda_leaks",
            "eda_suspicious_labels",
            EdaJob.STATISTICS)) {
      examined.written(own, table).createOrReplaceTempView(table);
    }
    Dataset<Row> found = own.sql(FOUND_SQL).cache();
    try {
      found.createOrReplaceTempView(PLANTED);
      run.writeSmall(PLANTED, found);
      double seconds = took.toMillis() / 1e3;
      Dataset<Row> shares = own.sql(SHARES_SQL, Map.of("seconds", seconds));
      run.writeSmall(FOUND, shares);
      for (Row row : run.written(FOUND).orderBy("problem", "kind").collectAsList()) {
        System.out.printf(
            Locale.ROOT,
            "%-16s %-10s %5d of %5d found, false alarms %d of %d images%n",
            row.getAs("problem"),
            row.getAs("kind"),
            row.<Long>getAs("found"),
            row.<Long>getAs("planted"),
            row.<Long>getAs("false_alarms"),
            row.<Long>getAs("images"));
      }
      System.out.printf(Locale.ROOT, "the examination took %.1f s%n", seconds);
    } finally {
      found.unpersist();
    }
  }

  private static final String FOUND_SQL =
      """
      WITH pairs AS (
        SELECT first_id AS id, second_id AS source_id FROM eda_near_duplicates
        UNION
        SELECT second_id, first_id FROM eda_near_duplicates
      ),
      -- A leak is listed by one image of each split; all of the same handwriting belong to it.
      leaked AS (
        SELECT s.id
        FROM   image_statistics AS s
        WHERE  s.handwriting IN (
                 SELECT i.handwriting
                 FROM   image_statistics AS i
                        JOIN (SELECT EXPLODE(ARRAY(first_id, second_id)) AS id FROM eda_leaks) AS l
                        ON l.id = i.id)
      )
      SELECT m.problem,
             m.kind,
             m.id,
             m.source_id,
             CASE m.problem
               WHEN 'exact_duplicate' THEN d.id IS NOT NULL
               WHEN 'near_duplicate' THEN p.id IS NOT NULL
               WHEN 'leak' THEN l.id IS NOT NULL
               ELSE COALESCE(s.rank <= 2 * COUNT_IF(m.problem = 'wrong_label') OVER (), FALSE)
             END AS found,
             IF(m.problem = 'wrong_label', s.rank, NULL) AS rank
      FROM   made AS m
             LEFT JOIN eda_duplicates AS d ON d.id = m.id
             LEFT JOIN pairs AS p ON p.id = m.id AND p.source_id = m.source_id
             LEFT JOIN leaked AS l ON l.id = m.id
             LEFT JOIN eda_suspicious_labels AS s ON s.id = m.id
      """;

  private static final String SHARES_SQL =
      """
      WITH touched AS (
        SELECT problem, id FROM planted
        UNION
        SELECT problem, source_id FROM planted
        UNION
        SELECT 'leak', s.id
        FROM   image_statistics AS s
        WHERE  s.handwriting IN (
                 SELECT i.handwriting
                 FROM   image_statistics AS i JOIN planted AS p ON p.id = i.id
                 WHERE  p.problem = 'leak')
      ),
      named AS (
        SELECT 'exact_duplicate' AS problem, id FROM eda_duplicates
        UNION
        SELECT 'near_duplicate', EXPLODE(ARRAY(first_id, second_id)) FROM eda_near_duplicates
        UNION
        SELECT 'leak', EXPLODE(ARRAY(first_id, second_id)) FROM eda_leaks
        UNION
        SELECT 'wrong_label', id
        FROM   eda_suspicious_labels
        WHERE  rank <= (SELECT 2 * COUNT(*) FROM planted WHERE problem = 'wrong_label')
      ),
      alarms AS (
        SELECT n.problem, COUNT(*) AS false_alarms
        FROM   named AS n LEFT ANTI JOIN touched AS t ON n.problem = t.problem AND n.id = t.id
        GROUP  BY n.problem
      ),
      examined AS (
        SELECT COUNT(*) AS images FROM image_statistics
      ),
      shares AS (
        SELECT problem, COALESCE(kind, 'all') AS kind, COUNT(*) AS planted, COUNT_IF(found) AS found
        FROM   planted
        GROUP  BY GROUPING SETS ((problem, kind), (problem))
      )
      SELECT s.problem,
             s.kind,
             s.planted,
             s.found,
             s.found / s.planted                     AS share,
             images,
             COALESCE(false_alarms, 0)               AS false_alarms,
             COALESCE(false_alarms, 0) / images      AS false_alarm_share,
             CAST(:seconds AS DOUBLE)                AS seconds
      FROM   shares AS s CROSS JOIN examined LEFT JOIN alarms AS a ON a.problem = s.problem
      """;
}
