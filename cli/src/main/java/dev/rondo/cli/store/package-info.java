/** What a store directory holds, as records; reading only. */
package dev.rondo.cli.store;
