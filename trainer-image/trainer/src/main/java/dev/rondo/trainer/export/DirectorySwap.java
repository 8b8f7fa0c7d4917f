package dev.rondo.trainer.export;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a directory aside and puts it in the place of an older one. */
public final class DirectorySwap {
  private DirectorySwap() {}

  /** Fills a directory. */
  @FunctionalInterface
  public interface Content {
    /** Writes the files. */
    void writeTo(Path directory) throws IOException, RefusedException;
  }

  /** The target is complete when this returns, and as it was when it throws. */
  public static void write(Path target, Content content) throws IOException, RefusedException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path aside = target.resolveSibling("." + target.getFileName() + ".new");
    Path old = target.resolveSibling("." + target.getFileName() + ".old");
    delete(aside);
    delete(old);
    Files.createDirectories(aside);
    try {
      content.writeTo(aside);
      sync(aside);
    } catch (IOException | RefusedException | RuntimeException failed) {
      delete(aside);
      throw failed;
    }
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /** Waits until the files are on the disk. */
  private static void sync(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(directory)) {
      all = paths.toList();
    }
    for (Path path : all) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
