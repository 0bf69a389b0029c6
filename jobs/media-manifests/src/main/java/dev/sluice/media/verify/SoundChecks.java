package dev.sluice.media.verify;

import dev.sluice.media.ffmpeg.Supervised;
import dev.sluice.media.probe.AudioStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether what is heard is what the input has, at the same time beside the picture: pieces of each stream, evenly over it. */
final class SoundChecks {
    /** Below -60 dB of full scale there is nothing to hear. */
    private static final double SILENT = 0.001;

    /** What must not be heard where the input is silent: -40 dB. */
    private static final double LOUD = 0.01;

    /** Chance alone gives waves a match of 0.2, and loudness one of 0.5. */
    private static final double LIKE = 0.35;

    private static final double AS_LOUD = 0.8;

    /** Where two matches are this near, as those of a tone are, the nearer place is the right one. */
    private static final double DOUBT = 0.1;

    /** Pieces that are shorter tell nothing. */
    private static final int LEAST = Waves.RATE / 20;

    private final Runs runs;
    private final Pair pair;
    private final Clock given;
    private final Clock made;
    private final Policy policy;

    SoundChecks(Runs runs, Pair pair, Clock given, Clock made, Policy policy) {
        this.runs = runs;
        this.pair = pair;
        this.given = given;
        this.made = made;
        this.policy = policy;
    }

    /** A piece of a stream: where it begins, from the first frame, and how long it is. */
    private record Piece(int number, long beginUs, long lengthUs) {}

    /** What came of a piece. */
    private record Heard(Piece piece, Optional<Defect> defect, String what) {}

    List<Check> of(Scratch scratch) throws CannotCheck {
        List<Piece> pieces = new ArrayList<>();
        List<Pair.Streams<AudioStream>> audio = pair.audio();
        for (int i = 0; i < audio.size(); i++) {
            pieces.addAll(pieces(i, audio.get(i).input().index()));
        }
        if (pieces.isEmpty()) {
            return List.of();
        }
        List<float[]> had = sound(scratch, pair.input(), given, pieces, true);
        List<float[]> has = sound(scratch, pair.output(), made, pieces, false);
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            heard.add(heard(pieces.get(i), had.get(i), has.get(i)));
        }
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < audio.size(); i++) {
            int number = i;
            check(
                            number,
                            heard.stream()
                                    .filter(one -> one.piece.number == number)
                                    .toList())
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private List<Piece> pieces(int number, int stream) {
        Optional<Timeline.Span> span = given.timeline().span(stream);
        if (span.isEmpty()) {
            return List.of();
        }
        long length = span.get().lengthUs();
        long each = Math.min(length, policy.listen().toNanos() / 1000);
        int places = (int) Math.max(1, Math.min(policy.places(), length / Math.max(1, each)));
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            long middle = (2L * i + 1) * length / (2L * places);
            long begin = Math.max(0, Math.min(length - each, middle - each / 2));
            pieces.add(new Piece(number, given.begin(stream).orElseThrow() + begin, each));
        }
        return pieces;
    }

    private List<float[]> sound(Scratch scratch, Film film, Clock clock, List<Piece> pieces, boolean input)
            throws CannotCheck {
        List<String> arguments = new ArrayList<>(List.of("-copyts"));
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Pair.Streams<AudioStream> streams = pair.audio().get(piece.number);
            double begin = (clock.zeroUs() + piece.beginUs) / 1e6;
            if (begin - 1 > Math.max(1, clock.zeroUs() / 1e6)) {
                String seconds = String.format(Locale.ROOT, "%.6f", begin - 1);
                arguments.addAll(List.of("-noaccurate_seek", "-seek_timestamp", "1", "-ss", seconds));
            }
            arguments.addAll(film.opened());
            int stream = (input ? streams.input() : streams.output()).index();
            outputs.addAll(List.of("-map", i + ":" + stream, "-filter:a", filters(begin, piece.lengthUs / 1e6)));
            outputs.addAll(List.of("-f", "s16le", "-c:a", "pcm_s16le", "file:" + scratch.file("sound-" + i)));
        }
        arguments.addAll(outputs);
        Supervised.Ended ended = runs.ffmpeg(arguments, line -> {});
        Runs.require("sound", ended);
        List<float[]> sounds = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            sounds.add(Waves.samples(scratch.bytes(scratch.file("sound-" + i))));
        }
        return sounds;
    }

    /** The piece from its very beginning: what is missing there, or between packets, is silence. */
    private static String filters(double begin, double length) {
        return String.format(
                Locale.ROOT,
                "atrim=start=%.6f:end=%.6f,asetpts=PTS-round(%.6f/TB),aformat=channel_layouts=mono,"
                        + "aresample=%d:async=1:min_hard_comp=0.01:first_pts=0,apad=whole_dur=%.6f,atrim=end=%.6f",
                begin,
                begin + length,
                begin,
                Waves.RATE,
                length,
                length);
    }

    private Heard heard(Piece piece, float[] had, float[] has) {
        if (Math.min(had.length, has.length) < LEAST) {
            return new Heard(
                    piece, had.length < LEAST ? Optional.empty() : Optional.of(Defect.AUDIO_CONTENT), "nothing");
        }
        if (Waves.level(had) < SILENT) {
            boolean quiet = Waves.level(has) < LOUD;
            return new Heard(
                    piece, quiet ? Optional.empty() : Optional.of(Defect.AUDIO_CONTENT), quiet ? "silence" : "noise");
        }
        int tolerance = (int) (policy.sync().toMillis() * Waves.RATE / 1000);
        Waves.Matches wave = Waves.byWave(had, has, tolerance);
        Waves.Matches loudness = Waves.byLoudness(had, has, tolerance);
        boolean byWave = wave.best().value() >= LIKE;
        Waves.Matches matches = byWave ? wave : loudness;
        double like = matches.best().value();
        String what = String.format(Locale.ROOT, "%.2f alike", like);
        if (like < (byWave ? LIKE : AS_LOUD) || Waves.level(has) < SILENT / 10) {
            return new Heard(piece, Optional.of(Defect.AUDIO_CONTENT), what);
        }
        boolean near = matches.near().value() >= like - DOUBT;
        double lag = (near ? matches.near() : matches.best()).lag() * 1000.0 / Waves.RATE;
        return new Heard(
                piece,
                near ? Optional.empty() : Optional.of(Defect.AUDIO_SHIFTED),
                what + String.format(Locale.ROOT, ", %.0f ms later", lag));
    }

    /** The first piece that is wrong, or how many are right. */
    private Optional<Check> check(int number, List<Heard> heard) {
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        Optional<Heard> wrong =
                heard.stream().filter(one -> one.defect.isPresent()).findFirst();
        String value = wrong.map(one -> one.what + " at " + TimeChecks.seconds(one.piece.beginUs))
                .orElseGet(() -> heard.size() + " pieces: " + heard.get(heard.size() / 2).what);
        return Optional.of(Check.of(
                "audio-" + number + "-sound",
                wrong.isEmpty(),
                value,
                "like the input's, within " + policy.sync().toMillis() + " ms",
                wrong.flatMap(Heard::defect).orElse(Defect.AUDIO_CONTENT)));
    }
}
