/** Lines by regular expressions and grok patterns, and events by a rule for their first lines. */
package dev.sluice.logs.format.regex;
