package dev.sluice.media.verify;

/**
 * Two pieces of sound, sample by sample, and where the second is most like the first: by the cross-correlation of the waves,
 * and by that of their loudness over time, for coders keep the one better than the other.
 */
final class Waves {
    /** Samples a second: what speech and music have most of. */
    static final int RATE = 4000;

    /** Farther off nothing is looked for. */
    static final int FARTHEST = RATE / 2;

    private static final int STEP = RATE / 100;

    private Waves() {}

    /**
     * A place and how like they are there.
     *
     * @param lag samples that the second comes later
     * @param value from 0, nothing alike, to 1
     */
    record Match(int lag, double value) {}

    /** The best match near to no lag, and the best of all. */
    record Matches(Match near, Match best) {}

    /** By their waves. */
    static Matches byWave(float[] one, float[] other, int tolerance) {
        return matches(one, other, tolerance, FARTHEST, 1);
    }

    /** By their loudness in steps of ten milliseconds. */
    static Matches byLoudness(float[] one, float[] other, int tolerance) {
        return matches(loudness(one), loudness(other), Math.max(1, tolerance / STEP), FARTHEST / STEP, STEP);
    }

    private static Matches matches(float[] one, float[] other, int tolerance, int farthest, int step) {
        int count = Math.min(one.length, other.length);
        int most = Math.min(farthest, count / 4);
        double scale = Math.sqrt(energy(one, count) * energy(other, count));
        Match near = new Match(0, 0);
        Match best = near;
        for (int i = 0; i <= 2 * most; i++) {
            // From the middle outwards: of equal matches, as tones have them, the nearest counts.
            int lag = i % 2 == 0 ? -i / 2 : (i + 1) / 2;
            double value = scale == 0 ? 0 : product(one, other, lag, count) / scale;
            if (value > best.value) {
                best = new Match(lag * step, value);
            }
            if (Math.abs(lag) <= tolerance && value > near.value) {
                near = new Match(lag * step, value);
            }
        }
        return new Matches(near, best);
    }

    private static double product(float[] one, float[] other, int lag, int count) {
        int from = Math.max(0, -lag);
        int to = Math.min(count, count - lag);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += one[i] * other[i + lag];
        }
        return sum;
    }

    private static double energy(float[] samples, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += samples[i] * samples[i];
        }
        return sum;
    }

    /** The root of the mean square, full scale being 1. */
    static double level(float[] samples) {
        return samples.length == 0 ? 0 : Math.sqrt(energy(samples, samples.length) / samples.length);
    }

    private static float[] loudness(float[] samples) {
        float[] levels = new float[samples.length / STEP];
        double mean = 0;
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int j = 0; j < STEP; j++) {
                sum += Math.abs(samples[i * STEP + j]);
            }
            levels[i] = (float) (sum / STEP);
            mean += levels[i] / levels.length;
        }
        for (int i = 0; i < levels.length; i++) {
            levels[i] -= (float) mean;
        }
        return levels;
    }

    /** Samples of 16 bits, the low byte first. */
    static float[] samples(byte[] bytes) {
        float[] samples = new float[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8) / 32768f;
        }
        return samples;
    }
}
