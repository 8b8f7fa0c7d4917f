package dev.rondo.trainer.service;

import dev.rondo.trainer.hub.HubClient;
import dev.rondo.trainer.hub.HubListener;
import dev.rondo.trainer.hub.HubSettings;
import dev.rondo.trainer.source.Sources;
import java.util.Map;

/**
 * Hugging Face hubs as this process' environment says.
 *
 * @param environment HF_ENDPOINT, HF_TOKEN, HF_HOME and the others that huggingface_hub reads
 */
record Hubs(Map<String, String> environment) {
  /** Finds files, and downloads what is not there. */
  Sources downloading(Map<String, String> pins, HubListener listener) {
    return new Sources(
        () -> HubClient.of(HubSettings.fromEnvironment(environment)), pins, listener);
  }

  /** Finds what is on this machine. */
  Sources present(Map<String, String> pins) {
    return new Sources(
        () -> HubClient.of(HubSettings.fromEnvironment(environment).cacheOnly()),
        pins,
        HubListener.SILENT);
  }
}
