package dev.rondo.trainer.step;

import com.sun.management.OperatingSystemMXBean;
import dev.rondo.trainer.torch.ComputeDevice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process could still use of a device's memory; of the machine's, with caches given back.
 */
public final class AvailableMemory {
  private static final Path MACHINE = Path.of("/proc/meminfo");

  private AvailableMemory() {}

  /** In bytes. */
  public static long bytes(ComputeDevice device) {
    return device.freeBytes().orElseGet(AvailableMemory::ofThisMachine);
  }

  /** The container's limit minded. */
  private static long ofThisMachine() {
    try {
      return Math.min(ofMachine(), ofContainer());
    } catch (IOException notLinux) {
      var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return system.getFreeMemorySize();
    }
  }

  private static long ofMachine() throws IOException {
    return number(MACHINE, "MemAvailable:") << 10;
  }

  private static long ofContainer() throws IOException {
    long available = Long.MAX_VALUE;
    for (ControlGroup group : ControlGroup.values()) {
      available = Math.min(available, group.available(ControlGroup.ROOT));
    }
    return available;
  }

  static long number(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split("\\s+", -1);
      if (words.length > 1 && words[0].equals(name)) {
        return Long.parseLong(words[1]);
      }
    }
    throw new IOException(file + " does not tell " + name);
  }
}
