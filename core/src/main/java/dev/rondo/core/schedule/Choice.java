package dev.rondo.core.schedule;

/** A run that a rule chose, and why; its slots are found after. */
record Choice(RunView run, Turn.Why why, String because) {}
