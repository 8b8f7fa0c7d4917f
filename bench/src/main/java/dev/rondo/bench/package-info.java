/**
 * Takes training steps of one shape when told to, so that a driver can alternate them with others'.
 */
package dev.rondo.bench;
