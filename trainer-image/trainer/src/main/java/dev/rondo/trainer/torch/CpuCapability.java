package dev.rondo.trainer.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of its kernels PyTorch chooses on a processor: {@code at::get_cpu_capability}, which
 * TorchScript cannot call. Other kernels add in another order.
 */
public final class CpuCapability {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> AVX512 =
      List.of("avx512f", "avx512dq", "avx512bw", "avx512vl", "fma");
  private static final List<String> AVX2 = List.of("avx2", "fma");

  private CpuCapability() {}

  /** Architecture and capability, such as {@code amd64 avx2}. */
  public static String ofThisMachine() {
    return System.getProperty("os.arch") + " " + of(flags(), System.getenv());
  }

  /**
   * As ATen's {@code DispatchStub.cpp} chooses.
   *
   * @param flags of the processor
   * @param environment {@code ATEN_CPU_CAPABILITY} overrides
   */
  static String of(Set<String> flags, Map<String, String> environment) {
    String wanted = environment.get("ATEN_CPU_CAPABILITY");
    if (wanted != null) {
      return wanted.toLowerCase(Locale.ROOT);
    }
    if (flags.containsAll(AVX512)) {
      return "avx512";
    }
    return flags.containsAll(AVX2) ? "avx2" : "default";
  }

  private static Set<String> flags() {
    try {
      for (String line : Files.readAllLines(CPU_INFO)) {
        if (line.startsWith("flags")) {
          return new HashSet<>(List.of(line.substring(line.indexOf(':') + 1).trim().split(" ")));
        }
      }
    } catch (IOException unreadable) {
      // a machine without it has none of these flags either
    }
    return Set.of();
  }
}
