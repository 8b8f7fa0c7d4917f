package dev.rondo.trainer.hub;

import java.util.List;

/**
 * A repository's files at one commit.
 *
 * @param commit the commit
 * @param files as the repository names them, sorted
 */
record RepositoryListing(String commit, List<String> files) {
  RepositoryListing {
    files = files.stream().sorted().toList();
  }
}
