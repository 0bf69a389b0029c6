/** Error logs of Apache and nginx. */
package dev.sluice.logs.format.error;
