package polymnist.report;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import polymnist.report.block.FakeTables;

/**
 * All tables of a study of two networks and four test images, as SQL that makes their rows. On
 * test, {@code vgg} with augmentation is right on three of four; its mistake is {@code
 * test/m1/7/0}.
 */
final class SmallStudy {
  /** A name as an attacker would choose it. */
  static final String HOSTILE = "<script>alert(1)</script>\"onload=\"x";

  /** A picture of 2 x 2 black pixels. */
  static final byte[] PICTURE = FakeTables.picture();

  private static final String PNG = "unhex('%s')".formatted(HexFormat.of().formatHex(PICTURE));
  private static final String IMAGE =
      "named_struct('bytes', %s, 'path', CAST(NULL AS STRING)) AS image".formatted(PNG);

  private SmallStudy() {}

  /** Returns the query that makes the rows of each table. */
  static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    corpus(tables);
    trials(tables);
    examination(tables);
    training(tables);
    evaluation(tables);
    handwriting(tables);
    return tables;
  }

  private static void corpus(Map<String, String> tables) {
    tables.put(
        "corpus",
        "SELECT *, sha2(id, 256) AS sha256, 2 AS width, 2 AS height, 3 AS channels, "
            + IMAGE
            + """
             FROM VALUES
              ('train/m0/3/0', 'train', 'm0', 3, 0, 11),
              ('train/m1/7/0', 'train', 'm1', 7, 0, NULL),
              ('test/m0/3/0', 'test', 'm0', 3, 0, 12),
              ('test/m0/3/1', 'test', 'm0', 3, 1, 13),
              ('test/m1/3/0', 'test', 'm1', 3, 0, 14),
              ('test/m1/7/0', 'test', 'm1', 7, 0, 15)
              AS corpus (id, split, modality, label, index, digit)
            """);
    tables.put(
        "quarantine",
        "SELECT '%s.png' AS path, 'is truncated' AS reason, '' AS sha256, 9L AS bytes"
            .formatted(HOSTILE));
    tables.put(
        "augmented",
        "SELECT concat(source_id, '#', copy) AS id, source_id, copy, 'light' AS policy,"
            + " array(named_struct('kind', 'rotate', 'parameters', map('degrees', 12.5D)),"
            + " named_struct('kind', 'invert', 'parameters', CAST(map() AS MAP<STRING, DOUBLE>)))"
            + " AS steps, 'train' AS split, 'm0' AS modality, 3 AS label, "
            + IMAGE
            + " FROM VALUES ('train/m0/3/0', 1), ('train/m0/3/0', 2) AS copies (source_id, copy)");
  }

  private static void trials(Map<String, String> tables) {
    tables.put(
        "augmentation_samples",
        "SELECT 'kind' AS sheet, 'rotate' AS name, 1 AS position, 'train/m0/3/0' AS source_id,"
            + " array(named_struct('kind', 'rotate', 'parameters', map('degrees', 12.5D, 'seed', 1D)),"
            + " named_struct('kind', 'invert', 'parameters', map())) AS steps,"
            + " %s AS original, %s AS picture".formatted(PNG, PNG));
    tables.put(
        "impact_trials",
        """
        SELECT 'vgg' AS network, 1D AS share, '' AS held_out, 2.5D AS seconds, *
        FROM   VALUES ('none', 'epochs', 1L, 0.5D), ('none', 'epochs', 2L, 0.75D),
                      ('light', 'fresh', 1L, 0.875D)
        AS t (policy, budget, seed, validation_accuracy)
        """);
    tables.put(
        "impact_effect",
        """
        SELECT 'vgg' AS network, 3 AS seeds, 100 AS n, 5 AS only_without, 9 AS only_with,
               0.001D AS p_value, *
        FROM   VALUES
          ('clean', 'light', 'fresh', 1D, 'none', 0D, 'all', 0.9D, 0.95D, 0.05D, 0.01D, 0.09D,
           0.004D, 'augmentation helps'),
          ('clean', 'light', 'fresh', 1D, 'none', 0D, 'class=3', 0.9D, 0.91D, 0.01D, -0.01D, 0.03D,
           1D, 'no difference shown'),
          ('robustness', 'light', 'fresh', 1D, 'rotation', 15D, 'all', 0.5D, 0.75D, 0.25D, 0.2D, 0.3D,
           0.001D, 'augmentation helps'),
          ('robustness', 'light', 'steps', 1D, 'rotation', 15D, 'all', 0.5D, 0.55D, 0.05D, -0.2D,
           0.3D, 1D, 'no difference shown'),
          ('unseen-modality', 'light', 'fresh', 1D, 'none', 0D, 'all', 0.5D, 0.8D, 0.3D, 0.2D, 0.4D,
           0.001D, 'augmentation helps'),
          ('unseen-modality', 'light', 'fresh', 1D, 'none', 0D, 'modality=m4', 0.5D, 0.8D, 0.3D,
           0.2D, 0.4D, 0.001D, 'augmentation helps'),
          ('learning-size', 'light', 'fresh', 0.05D, 'none', 0D, 'all', 0.3D, 0.6D, 0.3D, 0.2D, 0.4D,
           0.001D, 'augmentation helps')
        AS t (question, policy, budget, share, change, severity, slice, accuracy_without,
              accuracy_with, difference, lower, upper, p_holm, verdict)
        """);
  }

  private static void examination(Map<String, String> tables) {
    tables.put(
        "eda_resolution",
        """
        SELECT * FROM VALUES ('train', 'm0', 2, 2, 3, 1L, 70L, 70D, 70L),
                             ('train', 'm1', 2, 2, 3, 3L, 74L, 78D, 80L)
        AS t (split, modality, width, height, channels, images, min_bytes, mean_bytes, max_bytes)
        """);
    tables.put(
        "eda_balance",
        """
        SELECT * FROM VALUES ('test', 'm0', 3, 2L, 1D), ('test', 'm0', 7, 0L, 0D),
                             ('train', 'm0', 3, 1L, 0.5D), ('train', 'm0', 7, 1L, 0.5D)
        AS t (split, modality, label, images, share)
        """);
    tables.put(
        "eda_modalities",
        """
        SELECT * FROM VALUES ('m0', 'red', 3L, 100.5D, 20.25D, 0, 255)
        AS t (modality, channel, images, mean, deviation, minimum, maximum)
        """);
    tables.put(
        "eda_classes",
        """
        SELECT * FROM VALUES (3, 4L, 99.5D, 31.5D, 20.5D, 6.25D)
        AS t (label, images, brightness, contrast, sharpness, entropy)
        """);
    digits(tables);
    findings(tables);
    tables.put(
        "eda_representatives",
        "SELECT *, "
            + IMAGE
            + """
             FROM VALUES ('m0', 3, 'typical', 1, 'train/m0/3/0', 0.25D),
                         ('m0', 3, 'atypical', 1, 'train/m0/3/0', 0.25D)
             AS t (modality, label, kind, rank, id, distance)
            """);
    tables.put(
        "eda_problems",
        """
        SELECT * FROM VALUES ('low_contrast', 'm0', 2L, 0.5D, 'train/m0/3/0'),
                             ('duplicate_image', 'm0', 0L, 0D, NULL)
        AS t (problem, modality, images, share, example_id)
        """);
  }

  private static void digits(Map<String, String> tables) {
    tables.put(
        "eda_balance_test",
        """
        SELECT 'train' AS split, 'm0' AS modality, 2L AS images, 0.5D AS p_value,
               0.05D AS effect_size, 'no imbalance shown' AS verdict
        """);
    tables.put(
        "eda_tuples",
        """
        SELECT 'train' AS published_split, 3 AS label, 2L AS tuples, 1L AS complete,
               1L AS missing_images, '3/0' AS example
        """);
    tables.put(
        "eda_histograms",
        """
        SELECT 'm0' AS modality, channel, level, 1 / 256D AS share
        FROM   (SELECT EXPLODE(SEQUENCE(0, 255)) AS level)
               CROSS JOIN VALUES ('red'), ('grey') AS t (channel)
        """);
    tables.put(
        "eda_mean_images",
        "SELECT 'm0' AS modality, 3 AS label, 2 AS width, 3 AS channels, 2L AS images, "
            + PNG
            + " AS mean_picture, "
            + PNG
            + " AS deviation_picture");
    tables.put(
        "eda_digits",
        """
        SELECT 3 AS label, 4L AS images, 0.125D AS ink, 14D AS centre_x, 13.5D AS centre_y,
               2.5D AS stroke_width, 7.5D AS slant, 9.5D AS slant_deviation, 14D AS box_width,
               20D AS box_height, 90.5D AS digit_contrast
        """);
    tables.put(
        "eda_masks",
        """
        SELECT 'm0' AS modality, 4L AS images, 3L AS by_photo, 1L AS by_estimate, 2L AS compared,
               0.75D AS overlap, 0.5D AS overlap_90
        """);
  }

  private static void findings(Map<String, String> tables) {
    tables.put(
        "eda_unreadable",
        "SELECT 'test/m1/7/0' AS id, 'test' AS split, 'm1' AS modality, 7 AS label,"
            + " 3.5D AS digit_contrast");
    tables.put(
        "eda_suspicious_labels",
        "SELECT 1 AS rank, 'test/m1/7/0' AS id, 'm1' AS modality, 7 AS label, 1 AS suggested,"
            + " 'neighbours' AS evidence, 1.5D AS suspicion");
    tables.put(
        "eda_near_duplicates",
        "SELECT 'test/m0/3/0' AS first_id, 'test/m0/3/1' AS second_id, 1 AS shift_x,"
            + " 0 AS shift_y, 2.5D AS difference");
    tables.put(
        "eda_leaks",
        "SELECT 'same strokes' AS evidence, 'test' AS first_split, 'train' AS second_split,"
            + " 'test/m0/3/0' AS first_id, 'train/m1/7/0' AS second_id");
    tables.put("eda_outliers", "SELECT 'test/m0/3/0' AS id, 'ink' AS measure, 7.25D AS deviations");
    tables.put(
        "eda_drift",
        """
        SELECT 'train-against-test' AS comparison, * FROM VALUES
          (1, 'ink', 2L, 4L, 0.1D, 0.2D, 1.5D, 0.6D, 0.9D, 'shifted'),
          (2, 'label', 2L, 4L, NULL, NULL, NULL, 0.1D, 0.01D, 'stable')
        AS t (rank, column, first_images, second_images, first_mean, second_mean, effect_size, ks,
              psi, verdict)
        """);
    tables.put(
        "eda_contract",
        """
        SELECT * FROM VALUES ('leaks', 'no handwriting is in two splits', 1D, 0D, FALSE, CAST(NULL AS STRING))
        AS t (expectation, expects, found, most, holds, message)
        """);
    tables.put(
        "eda_questions",
        """
        SELECT * FROM VALUES
          ('mine', 'mine.sql', 'How many?', TRUE, TRUE, 1L, NULL, NULL),
          ('broken', 'broken.sql', '', TRUE, FALSE, 0L, 3, 'no such column')
        AS t (question, file, description, own, answered, rows, line, message)
        """);
    tables.put(
        "eda_answers",
        "SELECT 'mine' AS question, 1 AS row, array('modality', 'images') AS columns,"
            + " array('m0', '8') AS values, CAST(NULL AS BINARY) AS image");
  }

  private static void training(Map<String, String> tables) {
    tables.put(
        "models",
        """
        SELECT *, 2 AS best_epoch, 0.3D AS validation_loss, 600L AS examples, 12.5D AS seconds,
               48D AS images_per_second, 2 AS workers, 5 AS averaging_frequency, 64 AS batch_size,
               'x.zip' AS file, 'ab' AS sha256
        FROM   VALUES ('linear', 'corpus', 'linear', 7850L, 2, 0.5D),
                      ('vgg', 'corpus', 'vgg', 123456L, 2, 0.75D),
                      ('vgg', 'augmented', 'vgg', 123456L, 2, 0.875D)
        AS t (model, training_corpus, kind, parameters, epochs, validation_accuracy)
        """);
    tables.put(
        "layers",
        """
        SELECT 'linear' AS model, 'linear' AS architecture, 'A paper' AS source, 1 AS position,
               'classes' AS layer, 'SoftmaxOutput' AS type, '[N,10]' AS output,
               7850L AS parameters, 7840L AS multiply_adds
        """);
    tables.put(
        "learning_curves",
        """
        SELECT 'vgg' AS model, * FROM VALUES ('corpus', 1, 2.5D, 2D, 0.5D),
                             ('corpus', 2, 1.5D, 1D, 0.75D),
                             ('augmented', 1, 2.5D, 2D, 0.5D),
                             ('augmented', 2, 1.5D, 1D, 0.875D)
        AS t (training_corpus, epoch, training_loss, validation_loss, validation_accuracy)
        """);
  }

  private static void evaluation(Map<String, String> tables) {
    tables.put(
        "predictions",
        """
        SELECT *, 'test' AS evaluated_on, label = predicted AS correct,
               transform(sequence(0, 9), c -> IF(c = predicted, probability, 0.001D))
                 AS probabilities
        FROM   VALUES ('vgg', 'augmented', 'test/m0/3/0', 'm0', 3, 12, 3, 0.99D),
                      ('vgg', 'augmented', 'test/m0/3/1', 'm0', 3, 13, 3, 0.99D),
                      ('vgg', 'augmented', 'test/m1/3/0', 'm1', 3, 14, 3, 0.99D),
                      ('vgg', 'augmented', 'test/m1/7/0', 'm1', 7, 15, 1, 0.931D),
                      ('linear', 'corpus', 'test/m0/3/0', 'm0', 3, 12, 5, 0.99D)
        AS t (model, training_corpus, id, modality, label, digit, predicted, probability)
        """);
    tables.put(
        "metrics",
        """
        SELECT 'test' AS evaluated_on, *
        FROM   VALUES ('vgg', 'augmented', 'all', 'accuracy', 0.75D, 0.3006D, 0.9544D, 4L),
                      ('vgg', 'augmented', 'all', 'macro_f1', 0.5D, NULL, NULL, 4L),
                      ('vgg', 'augmented', 'all', 'log_loss', 0.4321D, NULL, NULL, 4L),
                      ('vgg', 'augmented', 'all', 'ece', 0.0625D, NULL, NULL, 4L),
                      ('vgg', 'augmented', 'all', 'ece_calibrated', 0.03125D, NULL, NULL, 4L),
                      ('vgg', 'augmented', 'all', 'macro_auc', 0.875D, NULL, NULL, 4L),
                      ('vgg', 'augmented', 'class=7', 'auc', 0.75D, NULL, NULL, 1L),
                      ('vgg', 'augmented', 'modality=m0', 'accuracy', 1D, 0.3424D, 1D, 2L),
                      ('vgg', 'augmented', 'modality=m1', 'accuracy', 0.5D, 0.0945D, 0.9055D, 2L),
                      ('vgg', 'augmented', 'class=7', 'precision', NULL, NULL, NULL, 0L),
                      ('vgg', 'augmented', 'class=7', 'recall', 0D, 0D, 0.7935D, 1L),
                      ('vgg', 'augmented', 'class=7', 'f1', 0D, NULL, NULL, 1L),
                      ('vgg', 'corpus', 'all', 'accuracy', 0.5D, 0.15D, 0.85D, 4L),
                      ('vgg', 'corpus', 'modality=m0', 'accuracy', 0.5D, 0.0945D, 0.9055D, 2L)
        AS t (model, training_corpus, slice, metric, value, lower, upper, n)
        """);
    tables.put(
        "confusion",
        """
        SELECT 'vgg' AS model, 'augmented' AS training_corpus, 'test' AS evaluated_on, *
        FROM   VALUES (3, 1, 0L), (3, 3, 3L), (7, 1, 1L), (7, 3, 0L)
        AS t (label, predicted, images)
        """);
    comparisons(tables);
    tables.put(
        "augmentation_effect",
        """
        SELECT 'vgg' AS model, 'augmented' AS training_corpus, 'augmented copies' AS regime,
               600L AS examples_without, 1200L AS examples_with, 2 AS epochs_without,
               1 AS epochs_with, 'validation' AS evaluated_on, 'augmentation harms' AS verdict,
               'all' AS slice, 0.9D AS accuracy_without, 0.5D AS accuracy_with,
               -0.4D AS difference, -0.5D AS lower, -0.3D AS upper, 4L AS only_without,
               0L AS only_with, 0.1D AS p_value, 0.2D AS p_holm, 10L AS n
        UNION  ALL
        SELECT 'vgg' AS model, 'augmented' AS training_corpus, 'augmented copies' AS regime,
               600L AS examples_without, 1200L AS examples_with, 2 AS epochs_without,
               1 AS epochs_with, 'test' AS evaluated_on, 'no difference shown' AS verdict, *
        FROM   VALUES ('all', 0.5D, 0.75D, 0.25D, -0.2D, 0.6D, 0L, 1L, 1D, 1D, 4L),
                      ('modality=m0', 0.5D, 1D, 0.5D, -0.3D, 0.8D, 0L, 1L, 1D, 1D, 2L)
        AS t (slice, accuracy_without, accuracy_with, difference, lower, upper, only_without,
              only_with, p_value, p_holm, n)
        """);
  }

  private static void comparisons(Map<String, String> tables) {
    String best = "SELECT 'vgg' AS model, 'augmented' AS training_corpus, 'test' AS evaluated_on, ";
    tables.put(
        "slices",
        best
            + """
            * FROM VALUES ('modality=m0', 1D, 0.3424D, 1D, 2L, 0.75D, false),
                          ('stroke=thinnest', 0.5D, 0.094D, 0.7D, 2L, 0.75D, true)
            AS t (slice, accuracy, lower, upper, n, overall, worse)
            """);
    tables.put(
        "temperatures",
        "SELECT 'vgg' AS model, 'augmented' AS training_corpus, 1.25D AS temperature,"
            + " 0.5D AS log_loss_before, 0.4D AS log_loss_after, 40L AS images");
    tables.put(
        "reliability",
        best
            + """
            * FROM VALUES ('none', 13, 1L, 0.931D, 0D, 0D, 0.79D),
                          ('none', 14, 3L, 0.99D, 1D, 0.43D, 1D),
                          ('temperature', 12, 4L, 0.85D, 0.75D, 0.3D, 0.95D)
            AS t (scaling, bin, images, confidence, accuracy, lower, upper)
            """);
    tables.put(
        "coverage",
        best
            + """
            * FROM VALUES (0.75D, 0.95D, 3L, 1D, 0.43D, 1D), (1D, 0.8D, 4L, 0.75D, 0.3D, 0.95D)
            AS t (coverage, least_confidence, images, accuracy, lower, upper)
            """);
    tables.put(
        "roc",
        best
            + """
            * FROM VALUES (3, 0.9D, 0D, 1D), (3, 0.1D, 1D, 1D), (7, 0.9D, 0.5D, 0.5D),
                          (7, 0.1D, 1D, 1D)
            AS t (class, probability, false_positive_rate, true_positive_rate)
            """);
    tables.put(
        "fusion",
        """
        SELECT 'augmented' AS training_corpus, 'test' AS evaluated_on, *
        FROM   VALUES ('views', 'vgg', 5L, 0.75D, 0.9D, 0.7D, 0.95D, 4L),
                      ('networks', 'all', 2L, 0.6D, 0.8D, 0.7D, 0.95D, 20L),
                      ('views and networks', 'all', 10L, 0.6D, 0.95D, 0.7D, 1D, 4L)
        AS t (combined, model, answers, single, accuracy, lower, upper, n)
        """);
    tables.put(
        "label_disagreements",
        "SELECT 1 AS rank, 'test' AS evaluated_on, 'test/m1/7/0' AS id, 'm1' AS modality, 7 AS label,"
            + " 1 AS suggested, 0.9D AS confidence, 1L AS views, 1L AS views_agreeing");
    tables.put(
        "network_comparison",
        """
        SELECT 'test' AS evaluated_on, 4L AS n, *
        FROM   VALUES ('linear', 'corpus', 'vgg', 'corpus', 0.25D, 0.5D, 0.25D, 0.1D, 0.4D, 1L, 2L,
                       0.03D, 0.06D),
                      ('vgg', 'corpus', 'vgg', 'augmented', 0.5D, 0.75D, 0.25D, 0.05D, 0.45D, 0L, 1L,
                       0.02D, 0.04D)
        AS t (first, first_corpus, second, second_corpus, first_accuracy, second_accuracy,
              difference, lower, upper, only_first, only_second, p_value, p_holm)
        """);
    tables.put(
        "network_costs",
        """
        SELECT 'test' AS evaluated_on, 0.3D AS lower, 0.9D AS upper, *
        FROM   VALUES ('linear', 'corpus', 0.25D, 7850L, 7840L, 2.5D, 9000D, true),
                      ('vgg', 'augmented', 0.75D, 123456L, 5000000L, 12.5D, 1234D, true)
        AS t (model, training_corpus, accuracy, parameters, multiply_adds, training_seconds,
              images_per_second, on_front)
        """);
  }

  private static void handwriting(Map<String, String> tables) {
    tables.put(
        "custom_predictions",
        "SELECT *, map('hand', 'round') AS attributes, %1$s AS original, %1$s AS mask, %1$s AS normalised, %1$s AS seen"
                .formatted(PNG)
            + """
             FROM VALUES
               ('%s', 3, true, 'digit', NULL, 3, 0.9D, array(0D, 0D, 0.04D, 0.9D, 0.06D),
                array(named_struct('way', 'dark, low, all', 'support', 2, 'chosen', 0.9D,
                                   'digitness', 0.8D, 'detected', 3, 'mask', CAST('' AS BINARY)))),
               ('letter.png', NULL, false, 'digit', NULL, 1, 0.9D, array(0D, 0.9D), NULL),
               ('blank.png', 7, true, 'no_digit', 'no ink', NULL, NULL, NULL, NULL)
             AS t (path, label, shows_digit, status, reason, predicted, probability, probabilities, candidates)
            """
                .formatted(HOSTILE));
    tables.put(
        "custom_metrics",
        """
        SELECT 'vgg' AS model, 'augmented' AS training_corpus, 'custom' AS evaluated_on,
               'all' AS slice, 'accuracy' AS metric, 0.5D AS value, 0.0945D AS lower,
               0.9055D AS upper, 2L AS n
        """);
    tables.put(
        "custom_presentations",
        """
        SELECT * FROM VALUES ('plain', false, 'all', 'accuracy', 0D, 0D, 0.6576D, 2L),
                             ('varied', true, 'all', 'accuracy', 0.5D, 0.0945D, 0.9055D, 2L)
        AS t (presentation, used, slice, metric, value, lower, upper, n)
        """);
    tables.put(
        "custom_rejection",
        """
        SELECT * FROM VALUES ('digit', 'detector', 20L, 0.05D, 0.01D, 0.2D, NULL, NULL),
                             ('latin', 'other', 10L, 0.9D, 0.6D, 0.98D, 0.97D, 0.1D),
                             ('all', '', 10L, 0.9D, 0.6D, 0.98D, 0.97D, 0.1D)
        AS t (kind, detector, pictures, refused, lower, upper, auroc, accepted_at_95)
        """);
    tables.put(
        "custom_thresholds",
        """
        SELECT * FROM VALUES (0.5D, 0.05D, 0.9D), (0.9D, 0.2D, 0.99D)
        AS t (least_confidence, digits_refused, non_digits_refused)
        """);
  }
}
