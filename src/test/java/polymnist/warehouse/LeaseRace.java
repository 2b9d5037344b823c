package polymnist.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two who ask for a lease at the same moment. */
public final class LeaseRace {
  private LeaseRace() {}

  /** Returns how many of the two were given it; they give it back. */
  public static int winners(Warehouse warehouse, String job) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Optional<Lease>> take =
        () -> {
          together.await();
          try {
            return Optional.of(warehouse.lease(job));
          } catch (Lease.Held e) {
            return Optional.empty();
          }
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Lease> taken = new ArrayList<>();
      for (Future<Optional<Lease>> taker : two.invokeAll(List.of(take, take))) {
        taker.get().ifPresent(taken::add);
      }
      taken.forEach(Lease::close);
      return taken.size();
    } finally {
      two.shutdownNow();
    }
  }
}
