/** The chart: that it is sound, and that its rights are those the operator uses. */
package dev.rondo.operator.chart;
