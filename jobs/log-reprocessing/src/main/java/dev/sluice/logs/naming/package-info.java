/** Names of the columns by other schemas: the Elastic Common Schema and OpenTelemetry. */
package dev.sluice.logs.naming;
