package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The base model.
 *
 * @param uri a path, {@code file://}, {@code pvc://claim/path} or {@code hf://owner/name@revision}
 * @param dtype how the base is stored: float32 (default), bfloat16 or float16
 * @param secretRef holds HF_TOKEN; null: none is needed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelSource(String uri, String dtype, SecretReference secretRef) {}
