/** What syslog daemons write into files. */
package dev.sluice.logs.format.syslog;
