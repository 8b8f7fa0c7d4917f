/** Runs: what they are in, and what people do to them. */
package dev.rondo.operator.run;
