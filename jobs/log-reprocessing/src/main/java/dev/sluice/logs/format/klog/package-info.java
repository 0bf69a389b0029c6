/** Logs of Google's glog, of its ports to Go and Python, and of Kubernetes. */
package dev.sluice.logs.format.klog;
