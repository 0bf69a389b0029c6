/** Logs whose lines are fields that a directive, or the vendor, names: IIS, HTTP.sys, CloudFront. */
package dev.sluice.logs.format.w3c;
