package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import polymnist.answer.Answer;
import polymnist.answer.Finding;
import polymnist.report.Report.Section;
import polymnist.report.block.FakeTables;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Figure;
import polymnist.report.chapter.Query;
import polymnist.report.chapter.Study;

class ReportJsonTest {
  /** A change of the form of the document is a new schema: other programs read it. */
  @Test
  void theDocumentHasTheFormOfItsSchema() throws IOException {
    Query query = new Query("SELECT model, picture, first FROM models", Set.of("models"), Map.of());
    Chapter chapter =
        new Chapter(
            "networks",
            "Networks",
            "",
            List.of(new Figure("ranking", "Ranking", true, query, "", rows -> List.of())));
    Study study =
        new FakeTables()
            .answer(
                query.sql(),
                row("model", "vgg", "picture", new byte[] {1}, "first", row("n", 2L), "p", null))
            .study(query);
    Answer answer =
        new Answer("best-network", "Which?", Finding.BETTER, "97.2 %", "of 4", "It is vgg.");

    JsonNode document =
        new ObjectMapper()
            .readTree(
                ReportJson.bytes(
                    ReportJson.of(
                        new Report(
                            "A study",
                            "4 images",
                            "run-1",
                            List.of("alert"),
                            List.of(new Section("networks", "Networks", "", study.shown(chapter)))),
                        List.of(answer),
                        Map.of("impact_effect", List.of("Impact")))));

    assertThat(document)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"schema": 1, "title": "A study", "scope": "4 images", "run": "run-1",
                     "alerts": ["alert"],
                     "answers": [{"id": "best-network", "question": "Which?", "finding": "BETTER",
                                  "figure": "97.2 %", "detail": "of 4", "sentence": "It is vgg."}],
                     "figures": [{"id": "ranking", "chapter": "networks", "title": "Ranking",
                                  "sql": "SELECT model, picture, first FROM models",
                                  "tables": ["models"],
                                  "rows": [{"model": "vgg", "first": {"n": 2}, "p": null}]}],
                     "notMeasured": {"impact_effect": ["Impact"]}}
                    """));
    assertThat(document.get("schema").asInt()).isEqualTo(ReportJson.SCHEMA);
    assertThat(
            new ArrayList<>(
                ReportJson.figures((com.fasterxml.jackson.databind.node.ObjectNode) document)
                    .properties()))
        .hasSize(1);
  }
}
