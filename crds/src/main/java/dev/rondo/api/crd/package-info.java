/**
 * The CustomResourceDefinitions and the reference page, made from the catalogue of fields. Written
 * to the chart by {@code make crds}; a test holds what is there equal to what comes out.
 */
package dev.rondo.api.crd;
