/** What an experiment would train on and take, as text. */
package dev.rondo.cli.preview;
