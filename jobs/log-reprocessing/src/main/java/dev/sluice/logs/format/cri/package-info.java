/** The log files of containers in Kubernetes, as its container runtime interface has them. */
package dev.sluice.logs.format.cri;
