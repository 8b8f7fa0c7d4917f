/** Text for terminals: the ranking, the live table, and what {@code rondo get} prints. */
package dev.rondo.cli.table;
