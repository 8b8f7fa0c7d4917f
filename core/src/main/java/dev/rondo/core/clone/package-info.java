/**
 * Clones: what is asked for, whether it can be made, what it is called, and which checkpoint it
 * starts from.
 */
package dev.rondo.core.clone;
