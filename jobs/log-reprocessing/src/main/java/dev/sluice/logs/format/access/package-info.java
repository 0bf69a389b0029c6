/** Access logs of Apache and nginx, by their own format languages. */
package dev.sluice.logs.format.access;
