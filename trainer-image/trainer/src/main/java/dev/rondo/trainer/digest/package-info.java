/** What tells contents apart. */
package dev.rondo.trainer.digest;
