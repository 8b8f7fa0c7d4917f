package dev.rondo.rewards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the values of Authorization headers are. */
public interface Credentials {
  /** Environment: the directory of Secrets, one directory each, one file a key. */
  String SECRETS_VARIABLE = "RONDO_SECRETS";

  /** Finds everything, and tells nothing: for whoever checks a manifest elsewhere. */
  Credentials UNCHECKED =
      new Credentials() {
        @Override
        public Optional<String> variable(String name) {
          return Optional.of("");
        }

        @Override
        public Optional<String> secret(String name, String key) {
          return Optional.of("");
        }
      };

  /** The value of an environment variable. */
  Optional<String> variable(String name);

  /** The value of a Secret's key, as it is now: Secrets are renewed while runs train. */
  Optional<String> secret(String name, String key);

  /** Those of a process with this environment. */
  static Credentials of(Map<String, String> environment) {
    return new Credentials() {
      @Override
      public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
      }

      @Override
      public Optional<String> secret(String name, String key) {
        return variable(SECRETS_VARIABLE)
            .flatMap(directory -> {
              try {
                return Optional.of(Files.readString(Path.of(directory, name, key)).strip());
              } catch (IOException absent) {
                return Optional.empty();
              }
            });
      }
    };
  }
}
