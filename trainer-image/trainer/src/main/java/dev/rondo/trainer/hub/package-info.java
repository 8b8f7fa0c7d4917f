/** Models and data from a Hugging Face hub, in the cache that Python's huggingface_hub uses. */
package dev.rondo.trainer.hub;
