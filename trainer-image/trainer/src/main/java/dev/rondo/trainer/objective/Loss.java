package dev.rondo.trainer.objective;

import java.util.SequencedMap;

/**
 * An objective's answer for one micro-batch.
 *
 * @param loss the micro-batch's part of the step's loss
 * @param metrics what TRL logs of a micro-batch, by its names and in its order
 * @param dLogp d loss / d logp of each of the policy's target tokens
 */
public record Loss(float loss, SequencedMap<String, Double> metrics, float[] dLogp) {}
