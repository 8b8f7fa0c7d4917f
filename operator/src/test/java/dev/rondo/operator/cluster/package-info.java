/** A real kube-apiserver and etcd; kubelet and workers are played. */
package dev.rondo.operator.cluster;
