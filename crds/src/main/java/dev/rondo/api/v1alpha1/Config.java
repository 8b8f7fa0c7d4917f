package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A named leaf: what one configuration sets over the experiment's base. Any field of a leaf may be
 * searched.
 *
 * @param name unique in the experiment; at most 40 characters
 * @param model overrides the experiment's model
 * @param dataset overrides parts of the data set
 * @param peft PEFT's LoraConfig fields; absent means full fine-tuning
 * @param trainingArgs TRL's config fields
 * @param referencePolicy of DPO and GRPO: Base, Initial, or an object that names a model
 * @param rewards what completions of a GRPO run are worth
 * @param generation where they come from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Config(
    String name,
    ModelSource model,
    Dataset dataset,
    ObjectNode peft,
    ObjectNode trainingArgs,
    JsonNode referencePolicy,
    List<Reward> rewards,
    Generation generation) {}
