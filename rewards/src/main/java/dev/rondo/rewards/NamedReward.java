package dev.rondo.rewards;

/**
 * One of a run's rewards.
 *
 * @param name in metrics: {@code rewards/NAME/mean}
 * @param weight of its number in the sum
 * @param reward what gives the number
 */
public record NamedReward(String name, double weight, Reward reward) {}
