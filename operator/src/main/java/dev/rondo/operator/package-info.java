/**
 * The operator: observes Experiments, Runs and worker pods, decides by {@code dev.rondo.core}, and
 * acts. What is about to be done stands in a status before it is done.
 */
package dev.rondo.operator;
