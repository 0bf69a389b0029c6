/** A job and its run: plan, then per slice read, stage, check and publish; at the end a report. */
package dev.sluice.run;
