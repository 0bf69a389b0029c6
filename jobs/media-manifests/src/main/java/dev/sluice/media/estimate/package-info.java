/**
 * What an encode costs: CPU time, bytes and memory, each as a range, from measured figures. The model is arithmetic that
 * a person can redo by hand ({@link dev.sluice.media.estimate.Estimator}); the figures are shipped ({@code figures.conf},
 * {@code speeds.conf}) and give way to those of the machine at hand ({@link dev.sluice.media.estimate.Calibration}).
 */
package dev.sluice.media.estimate;
