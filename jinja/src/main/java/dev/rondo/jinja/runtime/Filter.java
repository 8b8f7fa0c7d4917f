package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;

/** A filter: {@code value | name(arguments)}. */
@FunctionalInterface
interface Filter {
  Object apply(Object value, CallArguments arguments);
}
