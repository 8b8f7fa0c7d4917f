package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gets models and data sets from a Hugging Face hub, as huggingface_hub's {@code snapshot_download}
 * does, into the same cache. Safe with several threads and processes at once.
 */
public final class HubClient {
  private static final String CARD = "README.md";
  private static final String CONVERTED = "refs/convert/parquet";

  private final HubSettings settings;
  private final HubCache cache;
  private final HubApi api;
  private final BlobDownload download;

  private HubClient(HubSettings settings) {
    HubTransport transport = new HubTransport(settings);
    this.settings = settings;
    this.cache = new HubCache(settings.cache());
    this.api = new HubApi(settings, transport);
    this.download = new BlobDownload(settings, transport, api, cache);
  }

  /** A client for this hub and cache. */
  public static HubClient of(HubSettings settings) {
    return new HubClient(settings);
  }

  /**
   * Brings what a URI names into the cache. A URI with a branch or tag asks the hub what it is now;
   * where the hub cannot be reached, an earlier download serves, with a warning.
   *
   * @throws HubException saying what to do, if it cannot be had
   */
  public Snapshot resolve(HubUri uri, HubListener listener)
      throws IOException, InterruptedException {
    Optional<Snapshot> cached = Optional.empty();
    HubException notCached = null;
    try {
      cached = Optional.of(new CachedSnapshot(cache, this::choose).find(uri));
    } catch (HubException missing) {
      notCached = missing;
    }
    if (settings.offline()) {
      if (cached.isEmpty()) {
        throw notCached;
      }
      return cached.get();
    }
    try {
      return fromHub(uri, listener, cached.isPresent() ? 1 : BlobDownload.TRIES);
    } catch (HubException failed) {
      if (cached.isEmpty() || !failed.cachedCopyMayServe()) {
        throw failed;
      }
      listener.warning(
          "%s; using commit %s from the cache"
              .formatted(failed.getMessage(), cached.get().revision()));
      return cached.get();
    }
  }

  private Snapshot fromHub(HubUri uri, HubListener listener, int tries)
      throws IOException, InterruptedException {
    Repository repository = uri.repository();
    String revision = uri.revisionOrMain();
    RepositoryListing listing = api.list(repository, revision, tries);
    boolean isData = repository.kind() == Kind.DATASET;
    if (isData && uri.revision().isEmpty() && !DatasetFiles.anyReadable(listing.files())) {
      revision = CONVERTED;
      listing = api.list(repository, CONVERTED, tries);
    }
    SnapshotDownload snapshot =
        new SnapshotDownload(cache, api, download, repository, listing.commit());
    if (isData && listing.files().contains(CARD)) {
      snapshot.fetch(List.of(CARD), listener);
    }
    List<String> chosen =
        choose(uri, listing.files(), cache.snapshot(repository, listing.commit()));
    snapshot.fetch(chosen, listener);
    cache.writeRef(repository, revision, listing.commit());
    return snapshot(repository, listing.commit(), chosen);
  }

  /** The files that a URI means, among those of a commit; the card is read from the cache. */
  private List<String> choose(HubUri uri, List<String> files, Path snapshot) throws IOException {
    if (uri.repository().kind() == Kind.MODEL) {
      return ModelFiles.choose(uri.repository(), files);
    }
    Path card = snapshot.resolve(CARD);
    DatasetCard declared =
        Files.isRegularFile(card)
            ? DatasetCard.parse(uri.repository(), Files.readString(card))
            : DatasetCard.EMPTY;
    return DatasetFiles.choose(uri, declared, files);
  }

  private Snapshot snapshot(Repository repository, String commit, List<String> chosen) {
    Path directory = cache.snapshot(repository, commit);
    return new Snapshot(directory, commit, chosen.stream().map(directory::resolve).toList());
  }
}
