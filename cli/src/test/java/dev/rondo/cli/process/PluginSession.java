package dev.rondo.cli.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kubectl plugin in a process that takes one command after the other. */
final class PluginSession implements AutoCloseable {
  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream answers;

  private PluginSession(Process process) {
    this.process = process;
    this.commands = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
  }

  static PluginSession start(Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(RondoCommand.of("dev.rondo.cli.KubectlSession", List.of()))
            .directory(directory.toFile())
            .redirectError(directory.resolve("session.err").toFile());
    builder.environment().putAll(environment);
    return new PluginSession(builder.start());
  }

  CommandLineProcess.Result kubectl(String... arguments) throws IOException {
    commands.writeInt(arguments.length);
    for (String argument : arguments) {
      commands.writeUTF(argument);
    }
    commands.flush();
    return new CommandLineProcess.Result(answers.readInt(), printed(), printed());
  }

  private String printed() throws IOException {
    return new String(answers.readNBytes(answers.readInt()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
