/** What of the operator's work is measured; no series is named after an object. */
package dev.rondo.operator.metrics;
