package polymnist.report.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Pictures;
import scala.jdk.javaapi.CollectionConverters;

class QueryTest {
  /**
   * Reads a table of evaluate that has rows of validation images beside those of the tested ones.
   * Of {@code label_disagreements} both are shown, so it is not among them.
   */
  private static final Set<String> TESTED =
      Set.of(
          "predictions",
          "metrics",
          "confusion",
          "slices",
          "reliability",
          "coverage",
          "roc",
          "fusion",
          "network_comparison",
          "network_costs",
          "augmentation_effect");

  private static final Path FILES = Path.of("src/main/resources/polymnist/report/sql");

  private static List<Query> queries() {
    return new Chapters(1, 2, 3, new Pictures(0)).queries();
  }

  /** Spark's own parser is asked which tables a query reads. */
  @Test
  void tablesAreThoseThatSparkFindsInTheQuery() {
    assertThat(queries())
        .hasSizeGreaterThan(30)
        .allSatisfy(query -> assertThat(query.tables()).isEqualTo(read(query.sql())));
  }

  /** Evaluate predicts validation images too, to fit temperatures: they must not be counted. */
  @Test
  void everyQueryOverTestedImagesLeavesOutThoseOfValidation() {
    assertThat(queries())
        .filteredOn(query -> query.tables().stream().anyMatch(TESTED::contains))
        .hasSizeGreaterThan(15)
        .allSatisfy(query -> assertThat(query.sql()).contains("evaluated_on = 'test'"));
  }

  @Test
  void noPlaceIsLeftOpenAndNoFileUnused() throws IOException {
    assertThat(queries())
        .allSatisfy(
            query ->
                assertThat(query.sql()).doesNotContainPattern(Pattern.compile("\\{[a-z]+\\}")));
    Set<String> used = new TreeSet<>();
    queries().forEach(query -> used.add(query.sql()));
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.count()).isEqualTo(used.size());
    }
  }

  @Test
  void figuresHaveIdsOfTheirOwn() {
    Chapters chapters = new Chapters(1, 2, 3, new Pictures(0));

    assertThat(
            chapters.of(Map.of(), Map.of(), new Lineage(Map.of(), List.of())).stream()
                .flatMap(chapter -> chapter.figures().stream())
                .map(Figure::id))
        .doesNotHaveDuplicates()
        .contains("ranking", "effect", "explorer");
  }

  private static Set<String> read(String sql) {
    Set<String> tables = new TreeSet<>();
    collect(CatalystSqlParser$.MODULE$.parsePlan(sql), tables, new TreeSet<>());
    return tables;
  }

  private static void collect(LogicalPlan plan, Set<String> tables, Set<String> named) {
    if (plan instanceof UnresolvedWith with) {
      CollectionConverters.asJava(with.cteRelations()).forEach(one -> named.add(one._1()));
      CollectionConverters.asJava(with.cteRelations())
          .forEach(one -> collect(one._2(), tables, named));
    }
    if (plan instanceof UnresolvedRelation relation && !named.contains(relation.tableName())) {
      tables.add(relation.tableName());
    }
    CollectionConverters.asJava(plan.subqueriesAll())
        .forEach(subquery -> collect(subquery, tables, named));
    CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, tables, named));
  }
}
