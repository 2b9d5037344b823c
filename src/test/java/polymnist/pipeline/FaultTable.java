package polymnist.pipeline;

import java.util.ArrayList;
import java.util.List;

/** What held of a suite, how often. */
final class FaultTable {
  private final List<String> rows = new ArrayList<>();

  void held(String fault, String count) {
    rows.add("| %s | %s |".formatted(fault, count));
  }

  void print() {
    System.out.printf("%n| fault | held |%n|---|---|%n");
    rows.forEach(System.out::println);
  }
}
