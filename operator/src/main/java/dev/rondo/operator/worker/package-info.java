/** Worker pods: what they look like, how many there are, and what they need around them. */
package dev.rondo.operator.worker;
