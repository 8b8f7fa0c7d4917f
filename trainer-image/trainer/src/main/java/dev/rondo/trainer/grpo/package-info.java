/** TRL's GRPO: rounds of completions, their rewards and advantages, and the policy loss. */
package dev.rondo.trainer.grpo;
