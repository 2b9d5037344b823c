package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import java.util.Set;

/** What this machine's processor can do, as oneDNN found out. */
public final class Processor {
  /** What a processor has that multiplies bfloat16 in tiles (AMX), many times as fast as floats. */
  private static final String TILES = "AVX-512 with bfloat16 in tiles";

  /** What a processor has that multiplies bfloat16 in vectors, up to twice as fast as floats. */
  private static final String VECTORS = "AVX-512 with bfloat16";

  /** The {@link #instructions()} of those that multiply bfloat16. */
  public static final Set<String> WITH_BFLOAT16 = Set.of(TILES, VECTORS);

  private Processor() {}

  /** Tells whether oneDNN has fast code for this processor. */
  public static boolean isFast() {
    return has(dnnl_cpu_isa_avx2);
  }

  /** Names the instructions for which oneDNN makes code. */
  public static String instructions() {
    return hasTiles()
        ? TILES
        : hasBfloat16()
            ? VECTORS
            : hasAvx512() ? "AVX-512" : isFast() ? "AVX2" : "older instructions";
  }

  /** Tells whether the processor multiplies bfloat16, be it in vectors or in tiles. */
  public static boolean hasBfloat16() {
    return has(dnnl_cpu_isa_avx512_core_bf16);
  }

  /** Says why this processor computes in floats alone. */
  public static String lack() {
    return "the processor multiplies no bfloat16, it has " + instructions();
  }

  static boolean hasTiles() {
    return has(dnnl_cpu_isa_avx512_core_amx);
  }

  static boolean hasAvx512() {
    return has(dnnl_cpu_isa_avx512_core);
  }

  private static boolean has(int instructions) {
    return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }
}
