package dev.rondo.jinja.value;

/** Something that a template can call: a global, a method, a macro. */
@FunctionalInterface
public interface PyFunction {
  /**
   * Calls it.
   *
   * @throws JinjaException as Python would
   */
  Object call(CallArguments arguments);
}
