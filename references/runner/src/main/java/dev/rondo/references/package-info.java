/** Runs recorded TRL cases as experiments and says how far the numbers are from TRL's. */
package dev.rondo.references;
