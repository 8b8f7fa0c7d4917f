package dev.rondo.examples.support;

/**
 * A row of the support-desk data set.
 *
 * @param instruction what the customer writes
 * @param intent why
 * @param response what the desk replies
 */
public record SupportTicket(String instruction, String intent, String response) {}
