package polymnist.network.kernel;

import java.nio.ByteBuffer;

/** Turns signed bytes into floats; one thread at a time uses it. */
public interface Widening extends AutoCloseable {
  /** Returns where the bytes are to be put, as many as there are floats. */
  ByteBuffer bytes();

  /** Sets each float to its byte times the scale. */
  void widen();

  /** Frees its memory; the array of floats is not its own. */
  @Override
  void close();
}
