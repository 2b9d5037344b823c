package polymnist.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.answer.Answer;
import polymnist.answer.TableRow;
import polymnist.report.chapter.Figure;
import polymnist.report.chapter.Study.StudyFigure;

/** The report as other programs read it: answers and figures with their rows, without pictures. */
final class ReportJson {
  /** Raised when a reader of the form before would misread it. */
  static final int SCHEMA = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More rows than this stay in their tables. */
  private static final int MAX_ROWS = 3000;

  private ReportJson() {}

  /**
   * Returns the document.
   *
   * @param missing tables that are not there, with the figures that need them
   */
  static ObjectNode of(Report report, List<Answer> answers, Map<String, List<String>> missing) {
    ObjectNode document = JSON.createObjectNode();
    document.put("schema", SCHEMA);
    document.put("title", report.title()).put("scope", report.scope()).put("run", report.run());
    document.set("alerts", JSON.valueToTree(report.alerts()));
    document.set("answers", JSON.valueToTree(answers));
    ArrayNode figures = document.putArray("figures");
    for (Report.Section chapter : report.sections()) {
      for (StudyFigure shown : chapter.parts()) {
        Figure told = shown.figure();
        if (told.query() != null) {
          ObjectNode figure = figures.addObject();
          figure.put("id", told.id()).put("chapter", chapter.id()).put("title", told.title());
          figure.put("sql", told.query().sql());
          figure.set("tables", JSON.valueToTree(told.query().tables()));
          figure.set("rows", rows(shown.rows()));
        }
      }
    }
    document.set("notMeasured", JSON.valueToTree(missing));
    return document;
  }

  private static JsonNode rows(List<TableRow> rows) {
    return JSON.valueToTree(rows.stream().limit(MAX_ROWS).map(ReportJson::plain).toList());
  }

  private static Map<String, Object> plain(TableRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.values()
        .forEach(
            (column, value) -> {
              if (value instanceof TableRow struct) {
                values.put(column, plain(struct));
              } else if (value instanceof List<?> list) {
                values.put(
                    column,
                    list.stream()
                        .map(v -> v instanceof TableRow struct ? plain(struct) : v)
                        .toList());
              } else if (!(value instanceof byte[])) {
                values.put(column, value);
              }
            });
    return values;
  }

  /** Returns by figure its rows, as the page lets them be saved. */
  static ObjectNode figures(ObjectNode document) {
    ObjectNode figures = JSON.createObjectNode();
    document
        .get("figures")
        .forEach(figure -> figures.set(figure.get("id").asText(), figure.get("rows")));
    return figures;
  }

  static byte[] bytes(JsonNode document) {
    return document.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }
}
