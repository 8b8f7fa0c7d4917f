package dev.rondo.trainer.hub;

/** Hears of a download. */
public interface HubListener {
  /** Hears nothing. */
  HubListener SILENT =
      new HubListener() {
        @Override
        public void progress(HubProgress progress) {}

        @Override
        public void warning(String message) {}
      };

  /** Some more bytes are there. */
  void progress(HubProgress progress);

  /** Something a person should know, though it goes on. */
  void warning(String message);
}
