package dev.rondo.trainer.hub;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The cache's layout, shared with huggingface_hub: {@code blobs/ETAG} holds bytes, {@code
 * snapshots/COMMIT/FILE} links to them, {@code refs/REVISION} holds a commit, {@code
 * .locks/REPOSITORY/ETAG.lock} guards a download.
 *
 * @param root folder of the repositories' folders
 */
record HubCache(Path root) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  Path snapshot(Repository repository, String commit) {
    return folder(repository).resolve("snapshots").resolve(commit);
  }

  Path blob(Repository repository, String etag) {
    return folder(repository).resolve("blobs").resolve(etag);
  }

  Path lock(Repository repository, String etag) {
    return root.resolve(".locks").resolve(repository.folder()).resolve(etag + ".lock");
  }

  /** The listing of a commit's files that huggingface_hub 2 leaves. */
  Path tree(Repository repository, String commit) {
    return folder(repository).resolve("trees").resolve(commit + ".json");
  }

  /** The commit that a revision was when it was last resolved. */
  Optional<String> commit(Repository repository, String revision) throws IOException {
    if (isCommit(revision)) {
      return Optional.of(revision);
    }
    Path ref = folder(repository).resolve("refs").resolve(revision);
    return Files.isRegularFile(ref)
        ? Optional.of(Files.readString(ref).strip()).filter(HubCache::isCommit)
        : Optional.empty();
  }

  /** Notes the commit of a branch or tag. */
  void writeRef(Repository repository, String revision, String commit) throws IOException {
    if (isCommit(revision) || commit(repository, revision).equals(Optional.of(commit))) {
      return;
    }
    Path ref = folder(repository).resolve("refs").resolve(revision);
    Files.createDirectories(ref.getParent());
    Path aside = ref.resolveSibling(ref.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.writeString(aside, commit);
    Files.move(aside, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes a blob appear as a file of a snapshot; moves it there where links cannot be made. */
  void link(Repository repository, String commit, String file, String etag) throws IOException {
    Path pointer = snapshot(repository, commit).resolve(file);
    Path blob = blob(repository, etag);
    Files.createDirectories(pointer.getParent());
    if (Files.isSymbolicLink(pointer) && !Files.exists(pointer)) {
      Files.delete(pointer);
    }
    try {
      Files.createSymbolicLink(pointer, pointer.getParent().relativize(blob));
    } catch (FileAlreadyExistsException another) {
      // Another process was here between the look and the link; both mean the same commit's file.
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.move(blob, pointer, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path folder(Repository repository) {
    return root.resolve(repository.folder());
  }
}
