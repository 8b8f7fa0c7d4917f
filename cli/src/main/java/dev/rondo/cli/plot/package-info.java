/** Pictures of an experiment: a page that needs nothing else, and a PNG. */
package dev.rondo.cli.plot;
