package dev.rondo.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Commands of the kubectl plugin one after the other in one process, as they come on its standard
 * input: most of what a command takes is the start of its JVM.
 */
public final class KubectlSession {
  private KubectlSession() {}

  /** Answers each list of arguments with an exit code and what was printed, until there is none. */
  public static void main(String[] none) throws IOException {
    DataOutputStream answers = new DataOutputStream(System.out);
    DataInputStream commands = new DataInputStream(System.in);
    while (true) {
      String[] arguments;
      try {
        arguments = new String[commands.readInt()];
      } catch (EOFException ended) {
        return;
      }
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = commands.readUTF();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      answers.writeInt(Rondo.execute(new KubectlRondo(), arguments));
      for (ByteArrayOutputStream printed : new ByteArrayOutputStream[] {out, err}) {
        answers.writeInt(printed.size());
        printed.writeTo(answers);
      }
      answers.flush();
    }
  }
}
