/** The access log of the proxy Squid in its own format. */
package dev.sluice.logs.format.squid;
