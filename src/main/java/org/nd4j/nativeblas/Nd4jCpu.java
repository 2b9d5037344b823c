package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2 looks for the switch of its oneDNN layers. {@code
 * BaseMKLDNNHelper.mklDnnEnabled} asks by reflection for {@code
 * org.nd4j.nativeblas.Nd4jCpu$Environment}, a class that ND4J had moved to another package by then;
 * the exception is swallowed and every convolution runs several times slower, in the generic way.
 * See {@link polymnist.train.NativeLibrary}, which decides whether oneDNN is to be used.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The part of the moved class that is asked for. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** Returns the only instance; called by reflection. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Tells whether layers may run in oneDNN; called by reflection. */
    public boolean isUseMKLDNN() {
      return polymnist.train.NativeLibrary.hasOneDnn();
    }
  }
}
