/**
 * Jinja as Hugging Face chat templates use it, byte for byte: Jinja 3.1 with {@code trim_blocks},
 * {@code lstrip_blocks}, loop controls, {@code raise_exception}, {@code strftime_now}, a {@code
 * tojson} that does not escape, and {@code generation} blocks.
 */
package dev.rondo.jinja;
