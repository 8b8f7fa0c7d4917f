package dev.rondo.scheduler.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A folder as a zip, by which files get to an experiment's volume and back. */
public final class FolderZip {
  private FolderZip() {}

  /** Everything in a folder. */
  public static void write(Path folder, OutputStream out) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      write(folder, children.map(folder::relativize).toList(), out);
    }
  }

  /**
   * Files and folders of a folder.
   *
   * @param names relative to it
   */
  public static void write(Path folder, List<Path> names, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Path name : names) {
      List<Path> files;
      try (Stream<Path> tree = Files.walk(folder.resolve(name))) {
        files = tree.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    zip.finish();
    out.flush();
  }

  /**
   * Writes what a zip holds, each file aside and renamed; reads to its end and no further.
   *
   * @return how many files there were
   * @throws IOException also when an entry would lie outside of the folder
   */
  public static int read(InputStream in, Path into) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    int files = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      Path file = into.resolve(entry.getName()).normalize();
      if (!file.startsWith(into.normalize())) {
        throw new IOException(entry.getName() + " lies outside of " + into);
      }
      Files.createDirectories(file.getParent());
      Path aside = file.resolveSibling("." + file.getFileName() + ".new");
      Files.copy(zip, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      files++;
    }
    return files;
  }
}
