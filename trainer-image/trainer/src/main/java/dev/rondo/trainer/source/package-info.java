/** What a leaf's URIs name on this machine, downloaded first where they name something on a hub. */
package dev.rondo.trainer.source;
