/** Python's values and what they do: the semantics that templates lean on. */
package dev.rondo.jinja.value;
