package dev.rondo.trainer.hub;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of a repository at one commit, in the cache.
 *
 * @param directory holds them under the repository's own names
 * @param revision the commit, to be recorded
 * @param files those that were asked for, in the repository's order; of data, in the order of rows
 */
public record Snapshot(Path directory, String revision, List<Path> files) {}
