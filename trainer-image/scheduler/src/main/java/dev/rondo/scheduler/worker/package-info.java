/** The programs of the worker image: the chunk scheduler, and what keeps a trainer running. */
package dev.rondo.scheduler.worker;
