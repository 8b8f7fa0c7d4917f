package dev.rondo.trainer.hub;

/**
 * How far a download is.
 *
 * @param file the file in hand, as the repository names it
 * @param bytes had of all files, those in the cache before not counted
 * @param total of all files that had to be fetched
 */
public record HubProgress(String file, long bytes, long total) {}
