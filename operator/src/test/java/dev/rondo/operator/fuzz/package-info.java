/**
 * Random people, workers, crashes and other writers at once; an oracle that reads every version.
 */
package dev.rondo.operator.fuzz;
