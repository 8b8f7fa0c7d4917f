/** {@code kubectl rondo}: what kubectl alone can't do with experiments on a cluster. */
package dev.rondo.cli.cluster;
