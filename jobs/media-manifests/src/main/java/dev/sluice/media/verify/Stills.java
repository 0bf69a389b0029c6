package dev.sluice.media.verify;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.ffmpeg.Supervised;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the input moves where the output's picture stands still. An encoder may well flatten the grain of a still picture,
 * so the input is made as small as that no grain is left: 32 x 18 means of grey, four a second, of which none may change by
 * more than some levels of 255 in an honest still.
 */
final class Stills {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 18;
    private static final int A_SECOND = 4;
    private static final int MOVES = 16;

    /** Stills that are nearer to one another are looked at in one run. */
    private static final double NEAR = 30;

    private final Runs runs;
    private final Pair pair;
    private final Clock given;
    private final Clock made;

    Stills(Runs runs, Pair pair, Clock given, Clock made) {
        this.runs = runs;
        this.pair = pair;
        this.given = given;
        this.made = made;
    }

    Check check(List<Decoding.Still> stills, Scratch scratch) throws CannotCheck {
        int moved = 0;
        Optional<Decoding.Still> worst = Optional.empty();
        for (int first = 0; first < stills.size(); ) {
            int next = first + 1;
            while (next < stills.size()
                    && stills.get(next).begin() - stills.get(next - 1).end() < NEAR) {
                next++;
            }
            for (Decoding.Still still : moving(stills.subList(first, next), scratch)) {
                moved++;
                worst = worst.filter(old -> length(old) >= length(still)).or(() -> Optional.of(still));
            }
            first = next;
        }
        String value = worst.map(still -> String.format(
                        Locale.ROOT,
                        "stands still for %.3f s at %.3f s",
                        length(still),
                        still.begin() - made.zeroUs() / 1e6))
                .orElse(stills.size() + " stills");
        return Check.of("frozen", moved == 0, value, "still only where the input is", Defect.FROZEN);
    }

    private static double length(Decoding.Still still) {
        return still.end() - still.begin();
    }

    /** Those of a row of stills in which the input moves. */
    private List<Decoding.Still> moving(List<Decoding.Still> row, Scratch scratch) throws CannotCheck {
        double later = (given.zeroUs() - made.zeroUs()) / 1e6;
        double begin = row.get(0).begin() + later;
        double end = row.get(row.size() - 1).end() + later;
        byte[] grey = grey(begin, end, scratch);
        int frames = grey.length / (WIDTH * HEIGHT);
        if (frames == 0) {
            throw new CannotCheck("frozen", "not known: the input cannot be decoded there");
        }
        List<Decoding.Still> moving = new ArrayList<>();
        for (Decoding.Still still : row) {
            int first = (int) Math.ceil((still.begin() + later - begin) * A_SECOND);
            int last = (int) Math.floor((still.end() + later - begin) * A_SECOND) - 1;
            if (moves(grey, first, Math.min(last, frames - 1))) {
                moving.add(still);
            }
        }
        return moving;
    }

    private static boolean moves(byte[] grey, int first, int last) {
        for (int frame = first + 1; frame <= last; frame++) {
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int was = grey[first * WIDTH * HEIGHT + i] & 0xff;
                int is = grey[frame * WIDTH * HEIGHT + i] & 0xff;
                if (Math.abs(is - was) > MOVES) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte[] grey(double begin, double end, Scratch scratch) throws CannotCheck {
        VideoTarget target = pair.target().video().orElseThrow();
        Path file = scratch.file("grey");
        List<String> arguments = new ArrayList<>(List.of("-copyts"));
        arguments.addAll(Seek.before(pair.input(), given, Math.round(begin * 1e6)));
        arguments.addAll(pair.input().opened());
        String graph = String.format(
                Locale.ROOT,
                "[0:%d]trim=start=%.6f:end=%.6f,setpts=PTS-STARTPTS,fps=%d,scale=%d:%d:flags=area,format=gray[grey]",
                target.stream(),
                begin,
                end,
                A_SECOND,
                WIDTH,
                HEIGHT);
        arguments.addAll(List.of("-filter_complex", graph, "-map", "[grey]", "-fps_mode", "passthrough"));
        arguments.addAll(List.of("-f", "rawvideo", "file:" + file));
        Supervised.Ended ended = runs.ffmpeg(arguments, line -> {});
        Runs.require("frozen", ended);
        return scratch.bytes(file);
    }
}
