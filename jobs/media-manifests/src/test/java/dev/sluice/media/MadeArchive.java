package dev.sluice.media;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.probe.DolbyVision;
import dev.sluice.media.probe.Film;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * A made inventory, as a broadcaster's archive may look that grew over thirty years: what a probe would say of each file
 * is drawn by a seeded generator, and no such file exists. News are many and short, films are few and long; what is older is
 * smaller and of an older codec. One film of a hundred is HDR, some of them with Dolby Vision; some tape captures do not
 * tell their length.
 */
final class MadeArchive {
    private static final String[] SHELVES = {"news", "series", "films", "tapes", "promos"};
    private static final int[] MINUTES = {4, 42, 105, 60, 1};
    private static final double[] SHARE = {0.45, 0.25, 0.1, 0.12, 0.08};
    private static final double SPREAD = 0.45;

    private final Random random = new Random(2026);

    private MadeArchive() {}

    static List<Asset> of(int files) {
        MadeArchive archive = new MadeArchive();
        List<Asset> assets = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            assets.add(archive.asset(i));
        }
        return assets;
    }

    private Asset asset(int number) {
        int shelf = shelf();
        int year = 1996 + (int) (30 * Math.sqrt(random.nextDouble()));
        long seconds = Math.max(5, Math.round(60 * MINUTES[shelf] * Math.exp(SPREAD * random.nextGaussian())));
        Film film = Film.known().lasting(seconds);
        era(film, year, shelf == 3);
        double pixels = film.width.orElseThrow() * (double) film.height.orElseThrow() * 25;
        long rate = Math.round(pixels * bitsPerPixel(film.codec) * Math.exp(0.3 * random.nextGaussian()));
        film.bitRate = Optional.of(rate);
        film.containerBitRate = Optional.of(rate + 128_000);
        if (shelf == 3 && random.nextInt(8) == 0) {
            film.withSeconds(Optional.empty());
            film.containerUs = Optional.empty();
            film.frames = Optional.empty();
            film.containerBitRate = Optional.empty();
        }
        Optional<Long> told = film.lengthUs.map(micros -> micros / 1_000_000);
        film.withAudio(Film.audio(1, "aac", 2, Optional.of("eng"), told, Optional.of(128_000L)));
        String extension = film.container.startsWith("matroska") ? "mkv" : "mp4";
        String path = String.format(
                Locale.ROOT, "file:/archive/%s/%d/%s-%05d.%s", SHELVES[shelf], year, SHELVES[shelf], number, extension);
        return new Asset(
                path,
                (rate + 128_000) / 8 * seconds,
                Instant.parse("2026-01-01T00:00:00Z").minusSeconds(number * 3_600L),
                String.format(Locale.ROOT, "made-%06d", number),
                film.probe());
    }

    private int shelf() {
        double drawn = random.nextDouble();
        int shelf = 0;
        while (drawn >= SHARE[shelf]) {
            drawn -= SHARE[shelf];
            shelf++;
        }
        return shelf;
    }

    /** What was usual in a year. */
    private void era(Film film, int year, boolean tape) {
        if (tape || year < 2008) {
            film.withCodec(tape && random.nextBoolean() ? "prores" : "mpeg2video")
                    .withSize(720, 576);
            film.fieldOrder = Optional.of(random.nextInt(3) == 0 ? "progressive" : "tt");
        } else if (year < 2018) {
            film.withCodec("h264").withSize(random.nextInt(3) == 0 ? 1280 : 1920, random.nextInt(3) == 0 ? 720 : 1080);
        } else if (random.nextInt(5) == 0) {
            film.withCodec(random.nextBoolean() ? "hevc" : "av1");
            film.container = "matroska,webm";
        } else if (random.nextInt(6) == 0) {
            film.withCodec("hevc").withSize(3840, 2160).withTransfer("smpte2084");
            film.pixelFormat = Optional.of("yuv420p10le");
            film.bitDepth = Optional.of(10);
            film.display = Optional.of(Film.DISPLAY);
            film.dolbyVision = random.nextInt(4) == 0
                    ? Optional.of(new DolbyVision(8, 6, true, true, false, 1))
                    : Optional.empty();
        }
    }

    private static double bitsPerPixel(String codec) {
        return switch (codec) {
            case "prores" -> 3.5;
            case "mpeg2video" -> 0.6;
            case "h264" -> 0.16;
            default -> 0.07;
        };
    }
}
