package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings files of one commit into the cache.
 *
 * @param commit the commit
 */
record SnapshotDownload(
    HubCache cache, HubApi api, BlobDownload download, Repository repository, String commit) {

  /** Fetches what is not there yet, in this order. */
  void fetch(List<String> files, HubListener listener) throws IOException, InterruptedException {
    Path directory = cache.snapshot(repository, commit);
    List<FileMetadata> wanted = new ArrayList<>();
    for (String file : files) {
      if (!Files.exists(directory.resolve(file))) {
        wanted.add(api.metadata(repository, commit, file, BlobDownload.TRIES));
      }
    }
    List<FileMetadata> absent =
        wanted.stream().filter(f -> !Files.exists(cache.blob(repository, f.etag()))).toList();
    long total = absent.stream().mapToLong(f -> f.size().orElse(0)).sum();
    checkRoom(absent, total);
    long before = 0;
    for (FileMetadata file : wanted) {
      long start = before;
      download.fetch(
          repository,
          commit,
          file,
          listener,
          had -> listener.progress(new HubProgress(file.file(), start + had, total)));
      cache.link(repository, commit, file.file(), file.etag());
      before += absent.contains(file) ? file.size().orElse(0) : 0;
    }
  }

  private void checkRoom(List<FileMetadata> absent, long total) throws IOException {
    Files.createDirectories(cache.root());
    FileStore store = Files.getFileStore(cache.root());
    long had = 0;
    for (FileMetadata file : absent) {
      Path incomplete = cache.blob(repository, file.etag() + ".incomplete");
      had += Files.exists(incomplete) ? Files.size(incomplete) : 0;
    }
    if (total - had > store.getUsableSpace()) {
      throw new HubException(
          Reason.UNUSABLE,
          "%s needs %d MB, and %s has room for %d MB; free some, or set HF_HOME to another disk"
              .formatted(
                  repository, (total - had) >> 20, cache.root(), store.getUsableSpace() >> 20));
    }
  }
}
