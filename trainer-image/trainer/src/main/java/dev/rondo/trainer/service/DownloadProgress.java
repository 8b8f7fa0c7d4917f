package dev.rondo.trainer.service;

import dev.rondo.trainer.data.ProgressListener;
import dev.rondo.trainer.hub.HubListener;
import dev.rondo.trainer.hub.HubProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Downloads as progress of a preparation; keeps the warnings for its end. */
final class DownloadProgress implements HubListener {
  private static final double MEGABYTE = 1e6;

  private final ProgressListener progress;
  private final List<String> warnings = new ArrayList<>();

  DownloadProgress(ProgressListener progress) {
    this.progress = progress;
  }

  @Override
  public void progress(HubProgress had) {
    String total =
        had.total() <= 0
            ? ""
            : String.format(Locale.ROOT, " of %.0f MB in all", had.total() / MEGABYTE);
    progress.progress(
        "Downloading " + had.file() + total,
        had.total() <= 0 ? -1 : (double) had.bytes() / had.total());
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
