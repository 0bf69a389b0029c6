/**
 * Whether an output is what its job promised, told without its encoder: checks by what the file holds, what it decodes
 * to and how near it is to its input. What was found is kept for each job, whoever made the output.
 */
package dev.sluice.media.verify;
