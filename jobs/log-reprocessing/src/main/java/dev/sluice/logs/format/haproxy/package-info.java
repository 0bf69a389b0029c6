/** The log of HAProxy. */
package dev.sluice.logs.format.haproxy;
