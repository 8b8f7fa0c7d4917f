/** Renders a template's tree. */
package dev.rondo.jinja.runtime;
