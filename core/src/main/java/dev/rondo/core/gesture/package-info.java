/**
 * Gestures between the moment at which they are made and their answer: what is taken in, what has
 * come of it, what is told. A request in {@code Run.spec.requests} is the record; it leaves when
 * its answer stands in {@code Run.status.control}.
 */
package dev.rondo.core.gesture;
