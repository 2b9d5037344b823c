package polymnist.warehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Values of rows between Java and Scala, in the way that compiles for each Scala that a Spark is
 * made for: the converters of one version are not in the other.
 */
public final class RowValues {
  private RowValues() {}

  /** Returns a map as a row holds it, in the same order. */
  public static <K, V> scala.collection.Map<K, V> map(Map<K, V> values) {
    scala.collection.mutable.LinkedHashMap<K, V> map =
        new scala.collection.mutable.LinkedHashMap<>();
    values.forEach(map::put);
    return map;
  }

  /** Returns the entries of a row's map, in the same order. */
  public static <K, V> Map<K, V> map(scala.collection.Map<K, V> values) {
    Map<K, V> map = new LinkedHashMap<>();
    Iterator<Tuple2<K, V>> entries = values.iterator();
    while (entries.hasNext()) {
      Tuple2<K, V> entry = entries.next();
      map.put(entry._1(), entry._2());
    }
    return map;
  }

  /** Returns the elements of a row's array. */
  public static <T> List<T> list(Seq<T> values) {
    List<T> list = new ArrayList<>(values.length());
    Iterator<T> elements = values.iterator();
    while (elements.hasNext()) {
      list.add(elements.next());
    }
    return list;
  }
}
