/**
 * The catalogue of every field of a manifest: type, range, default, meaning. Held equal to TRL's
 * own list of fields by a test.
 */
package dev.rondo.api.fields;
