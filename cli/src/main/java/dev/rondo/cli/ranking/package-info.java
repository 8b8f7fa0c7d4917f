/** Which run is best, and what its config has that others have not; pure rules over a view. */
package dev.rondo.cli.ranking;
