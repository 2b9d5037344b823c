package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RowTypeTest {
  private record Measured(
      String model,
      @RowType.Nullable String noteOfUser,
      int epoch,
      Integer digit,
      long examples,
      float share,
      double logLoss,
      Double lower,
      boolean correct,
      byte[] sha256,
      double[] probabilities,
      Map<String, Double> settings) {}

  private enum Kind {
    ROUND;

    @Override
    public String toString() {
      return "round-ish";
    }
  }

  private record Point(int across, Integer down) {}

  private record Spot(double size, String word) {}

  private record Drawing(
      Kind kind,
      Point first,
      @RowType.Nullable Point last,
      List<Point> others,
      @RowType.Flat(without = "word") Spot spot,
      @RowType.Flat @RowType.Nullable Point middle) {}

  private static final RowType<Drawing> DRAWING = RowType.of(Drawing.class);

  private record Untold(Instant at) {}

  private record Unordered(Point[] points) {}

  private static final RowType<Measured> TYPE = RowType.of(Measured.class);

  @Test
  void aColumnForEachComponent() {
    assertThat(TYPE.schema())
        .isEqualTo(
            new StructType()
                .add("model", DataTypes.StringType, false)
                .add("note_of_user", DataTypes.StringType, true)
                .add("epoch", DataTypes.IntegerType, false)
                .add("digit", DataTypes.IntegerType, true)
                .add("examples", DataTypes.LongType, false)
                .add("share", DataTypes.FloatType, false)
                .add("log_loss", DataTypes.DoubleType, false)
                .add("lower", DataTypes.DoubleType, true)
                .add("correct", DataTypes.BooleanType, false)
                .add("sha256", DataTypes.BinaryType, false)
                .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
                .add(
                    "settings",
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false),
                    false));
  }

  @Test
  void aValueForEachComponent() {
    byte[] bytes = {1, 2};
    double[] probabilities = {0.25, 0.75};
    Row row =
        TYPE.toRow(
            new Measured(
                "vgg",
                null,
                3,
                7,
                5L,
                0.5f,
                1.5,
                null,
                true,
                bytes,
                probabilities,
                Map.of("a", 2.0)));
    assertThat(row.length()).isEqualTo(12);
    assertThat(row.getString(0)).isEqualTo("vgg");
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.getInt(2)).isEqualTo(3);
    assertThat(row.getInt(3)).isEqualTo(7);
    assertThat(row.getLong(4)).isEqualTo(5);
    assertThat(row.getFloat(5)).isEqualTo(0.5f);
    assertThat(row.getDouble(6)).isEqualTo(1.5);
    assertThat(row.isNullAt(7)).isTrue();
    assertThat(row.getBoolean(8)).isTrue();
    assertThat(row.get(9)).isSameAs(bytes);
    assertThat(row.get(10)).isSameAs(probabilities);
    assertThat(row.getJavaMap(11)).isEqualTo(Map.of("a", 2.0));
  }

  @Test
  void aRecordIsAStructOrStandsInTheRow() {
    StructType point =
        new StructType()
            .add("across", DataTypes.IntegerType, false)
            .add("down", DataTypes.IntegerType, true);
    assertThat(DRAWING.schema())
        .isEqualTo(
            new StructType()
                .add("kind", DataTypes.StringType, false)
                .add("first", point, false)
                .add("last", point, true)
                .add("others", DataTypes.createArrayType(point, false), false)
                .add("size", DataTypes.DoubleType, false)
                .add("across", DataTypes.IntegerType, true)
                .add("down", DataTypes.IntegerType, true));
  }

  @Test
  void aRecordThatIsNotThereIsNullInEachOfItsColumns() {
    Point point = new Point(1, null);
    Row none =
        DRAWING.toRow(
            new Drawing(Kind.ROUND, point, null, List.of(), new Spot(0.5, "left out"), null));
    assertThat(none.getString(0)).isEqualTo("round-ish");
    assertThat(none.getStruct(1)).isEqualTo(RowFactory.create(1, null));
    assertThat(none.isNullAt(2)).isTrue();
    assertThat((Object[]) none.get(3)).isEmpty();
    assertThat(none.getDouble(4)).isEqualTo(0.5);
    assertThat(none.isNullAt(5) && none.isNullAt(6)).isTrue();
    Row all =
        DRAWING.toRow(
            new Drawing(
                Kind.ROUND, point, point, List.of(point, new Point(2, 3)), new Spot(1, ""), point));
    assertThat(all.getStruct(2)).isEqualTo(RowFactory.create(1, null));
    assertThat((Object[]) all.get(3))
        .containsExactly(RowFactory.create(1, null), RowFactory.create(2, 3));
    assertThat(all.get(5)).isEqualTo(1);
    assertThat(all.isNullAt(6)).isTrue();
  }

  @Test
  void aTypeThatNoColumnHasIsRefused() {
    assertThatThrownBy(() -> RowType.of(Untold.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Untold.at")
        .hasMessageContaining("java.time.Instant");
    assertThatThrownBy(() -> RowType.of(Unordered.class)).hasMessageContaining("Unordered.points");
  }
}
