package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void aFileAloneTellsNobodyWhatIsWrong() {
    assertEquals("a/b: Permission denied", Reason.of(new AccessDeniedException("a/b")));
    assertEquals("a/b: No such file or directory", Reason.of(new NoSuchFileException("a/b")));
  }

  @Test
  void aFullVolumeSaysWhatToDo() {
    assertEquals(
        "a/b: No space left on device; make room and resume it: it goes on from its last state",
        Reason.of(new FileSystemException("a/b", null, "No space left on device")));
  }

  @Test
  void whatTheSystemSaidIsKept() {
    assertEquals("Stale file handle", Reason.of(new IOException("Stale file handle")));
  }
}
