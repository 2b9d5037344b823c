package polymnist.network.kernel;

import java.nio.ByteBuffer;

/** Turns signed bytes into floats. */
public interface Widening {
  /** Returns where the bytes are to be put, as many as there are floats. */
  ByteBuffer bytes();

  /** Sets each float to its byte times the scale. */
  void widen();
}
