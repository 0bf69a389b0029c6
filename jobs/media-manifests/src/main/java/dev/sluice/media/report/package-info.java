/**
 * What a plan says, for people: published decisions and manifests summed up ({@link dev.sluice.media.report.PlanReport}), as
 * text and as a page. Nothing here knows Spark or touches anything but the page's own file.
 */
package dev.sluice.media.report;
