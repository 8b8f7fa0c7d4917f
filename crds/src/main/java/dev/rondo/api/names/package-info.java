/**
 * Names that the operator, the workers, the command line and the chart must spell alike. Rondo has
 * no finalizers: what must outlive an object is not owned by it.
 */
package dev.rondo.api.names;
