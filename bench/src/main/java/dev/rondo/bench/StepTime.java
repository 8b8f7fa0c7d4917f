package dev.rondo.bench;

/** How long a step took, in milliseconds on the clock and of its thread's CPU. */
record StepTime(double wallMillis, double cpuMillis) {}
