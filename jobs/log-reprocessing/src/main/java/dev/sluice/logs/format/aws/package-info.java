/** The logs of AWS whose lines are fields with blanks between them. */
package dev.sluice.logs.format.aws;
