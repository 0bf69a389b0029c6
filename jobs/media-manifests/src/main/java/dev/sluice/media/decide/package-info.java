/**
 * What is to be done with a file: ordered rules, of which the first that holds says skip, ask a person, or encode by a
 * profile; and profiles, which become a {@link dev.sluice.media.decide.Target} for the file at hand. Nothing is lost
 * silently: each stream of the file is in a target, or the decision says that it is left out and by which policy.
 */
package dev.sluice.media.decide;
