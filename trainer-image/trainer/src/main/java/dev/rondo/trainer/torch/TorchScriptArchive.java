package dev.rondo.trainer.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source into the archive that {@code torch::jit::load} reads: a stored zip with
 * a pickled module object without attributes, and its code.
 */
final class TorchScriptArchive {
  /** PROTO 2, EMPTY_TUPLE, STOP. */
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  /** The archive of a class {@code M} with these methods, and the tuples they name. */
  static byte[] of(String tuples, String methods) {
    String code =
        tuples
            + "\nclass M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
            + methods.indent(2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "m/data.pkl", pickledModule());
      put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      put(zip, "m/constants.pkl", NO_CONSTANTS);
      put(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
      put(zip, "m/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** {@code __torch__.M.__new__()} with the state {@code {"training": True}}. */
  private static byte[] pickledModule() {
    String pickle =
        "\u0080\u0002" // PROTO 2
            + "c__torch__\nM\n" // GLOBAL
            + "q\0" // BINPUT 0
            + ")\u0081" // EMPTY_TUPLE NEWOBJ
            + "}(" // EMPTY_DICT MARK
            + "X\u0008\0\0\0training" // BINUNICODE
            + "\u0088" // NEWTRUE
            + "ub."; // SETITEMS BUILD STOP
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(data.length);
    entry.setCompressedSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
