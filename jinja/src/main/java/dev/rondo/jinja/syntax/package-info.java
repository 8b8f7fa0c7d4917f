/** From a template's source to its tree. */
package dev.rondo.jinja.syntax;
