package dev.rondo.trainer.hub;

import java.util.OptionalLong;

/**
 * What the hub says of a file.
 *
 * @param file as the repository names it
 * @param etag names the blob: SHA-256 of large files, git's SHA-1 of small ones
 * @param size in bytes, where the hub says it
 */
record FileMetadata(String file, String etag, OptionalLong size) {}
