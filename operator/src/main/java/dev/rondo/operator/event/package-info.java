/** What people are told, as Kubernetes events. */
package dev.rondo.operator.event;
