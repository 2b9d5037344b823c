package polymnist.network.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.dnnl.engine;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The objects of oneDNN that some kernel is made of: primitives, their descriptions, memories, a
 * stream. JavaCPP would free each when Java's garbage collection finds it, which knows nothing of
 * how large they are; here they are freed together.
 */
final class NativeObjects implements AutoCloseable {
  private static final String ONEDNN = "org.bytedeco.dnnl.";

  /** In all of this JVM. */
  private static final AtomicLong ALIVE = new AtomicLong();

  private final List<Pointer> kept = new ArrayList<>();

  /** Returns how many objects are kept in this JVM, for those who look for leaks. */
  static long alive() {
    return ALIVE.get();
  }

  /** Makes something; the objects of oneDNN that are made on the way live until this is closed. */
  <T> T makeAndKeep(Supplier<T> maker) {
    Scope scope = new Scope();
    try {
      return maker.get();
    } finally {
      scope.close();
    }
  }

  /** Frees the objects. */
  @Override
  public void close() {
    kept.forEach(Pointer::releaseReference);
    ALIVE.addAndGet(-kept.size());
    kept.clear();
  }

  /** While it is open, JavaCPP tells it of every native object that this thread makes. */
  private final class Scope extends PointerScope {
    @SuppressWarnings("unchecked") // Of an empty array, for which Java has no name of its type.
    Scope() {
      super();
    }

    @Override
    public PointerScope attach(Pointer object) {
      // The engine is everyone's, though it is first made for one.
      if (object instanceof engine || !isOfOneDnn(object.getClass())) {
        throw new IllegalArgumentException("is not to be freed with the others");
      }
      object.retainReference();
      kept.add(object);
      ALIVE.incrementAndGet();
      return this;
    }

    private static boolean isOfOneDnn(Class<?> type) {
      return type.getName().startsWith(ONEDNN) || type.getSuperclass().getName().startsWith(ONEDNN);
    }
  }
}
