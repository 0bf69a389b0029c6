package dev.sluice.media.chunk;

import dev.sluice.media.chunk.Cut.Piece;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Seek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Arguments of ffmpeg that make a piece, and of the one that joins them, from the command of the whole. A piece is MP4: its
 * times are exact, where Matroska's are rounded. It reads more than it keeps, from a key frame before its first frame, and
 * all of it goes through the filters of the whole with the very times of the whole; the last filter takes what is between the
 * points of the grid, cut half a step before each. Everything but the video is made as in the whole, by the run that joins.
 * By the manuals of ffmpeg, of the filters trim and setpts, and of the demuxer concat.
 */
public final class Commands {
    private static final String PIECES = "mov,mp4,m4a,3gp,3g2,mj2";
    private static final String FILTER = "-filter:v:0";
    private static final String TAG = "-tag:v:0";

    private final ManifestJob job;
    private final Cut cut;
    private final Parts parts;
    private final String video;

    /** For one job. */
    public Commands(ManifestJob job, Cut cut) {
        this.job = job;
        this.cut = cut;
        this.parts = new Parts(job);
        this.video = String.valueOf(job.target().video().orElseThrow().stream());
    }

    /** What makes a piece, to be written to a path. */
    public List<String> piece(Piece piece, String to) {
        List<String> all = new ArrayList<>(parts.global());
        all.add("-copyts");
        piece.seekUs().ifPresent(us -> all.addAll(Seek.to(parts.container(), us)));
        all.addAll(input());
        all.addAll(List.of("-map", "0:" + video));
        boolean mode = false;
        for (List<String> pair : parts.video()) {
            String name = pair.get(0);
            mode |= name.equals("-fps_mode:v:0");
            all.addAll(name.equals(FILTER) ? List.of(name, filters(piece, pair.get(1))) : pair);
        }
        if (!mode) {
            all.addAll(List.of("-fps_mode:v:0", "vfr"));
        }
        all.addAll(List.of("-enc_time_base:v:0", cut.step(), "-map_metadata", "-1", "-map_chapters", "-1"));
        all.addAll(List.of("-f", "mp4", "file:" + to));
        return all;
    }

    private List<String> input() {
        return parts.opened("file:" + LocalPath.input(job));
    }

    private String filters(Piece piece, String chain) {
        StringBuilder bounds = new StringBuilder();
        if (piece.number() > 1) {
            bounds.append(":start=").append(cut.before(piece.first()));
        }
        piece.end().ifPresent(end -> bounds.append(":end=").append(cut.before(end)));
        return "setpts=PTS-round(%s/TB),%s,trim=%s,setpts=PTS-round(%s/TB)"
                .formatted(micros(cut.startUs()), chain, bounds.substring(1), cut.at(piece.first()));
    }

    private static String micros(long us) {
        return String.format(Locale.ROOT, "%.6f", us / 1e6);
    }

    /** The list of pieces for the demuxer concat: their names are ours, and each has the length that the cut gave it. */
    public String list() {
        return cut.pieces().stream()
                .map(piece -> "file " + name(piece) + "\n"
                        + piece.end()
                                .map(end -> String.format(
                                        Locale.ROOT, "duration %.6f\n", cut.seconds(end) - cut.seconds(piece.first())))
                                .orElse(""))
                .collect(Collectors.joining("", "ffconcat version 1.0\n", ""));
    }

    /** The name of a piece, such as 0001.mp4. */
    public static String name(Piece piece) {
        return String.format(Locale.ROOT, "%04d.mp4", piece.number());
    }

    /**
     * What joins the pieces and makes the rest of the output.
     *
     * @param list the path of {@link #list}, which lies beside the pieces
     */
    public List<String> join(String list, String to) {
        List<String> all = new ArrayList<>(parts.global());
        all.addAll(input());
        all.addAll(List.of("-itsoffset", cut.begin()));
        all.addAll(List.of("-protocol_whitelist", "file", "-format_whitelist", "concat," + PIECES));
        all.addAll(List.of("-f", "concat", "-i", "file:" + list));
        List<String> sources = new ArrayList<>();
        for (List<String> pair : parts.others()) {
            if (pair.get(0).equals("-map")) {
                sources.add(pair.get(1));
                all.addAll(sources.size() == 1 ? copied() : pair);
            } else {
                all.addAll(pair);
            }
        }
        // A map of one stream's metadata ends that of all others, so each has its own.
        for (int i = 0; i < sources.size(); i++) {
            all.addAll(List.of("-map_metadata:s:" + i, "0:s:" + sources.get(i).substring(2)));
        }
        all.add("file:" + to);
        // ffmpeg counts from the first stream that is used: the video of the input must be one of them.
        all.addAll(List.of("-map", "0:" + video, "-c", "copy", "-f", "null", "-"));
        return all;
    }

    private List<String> copied() {
        List<String> copied =
                new ArrayList<>(List.of("-map", "1:0", "-c:v:0", "copy", "-disposition:v:0", cut.disposition()));
        Optional<List<String>> tag =
                parts.video().stream().filter(pair -> pair.get(0).equals(TAG)).findFirst();
        tag.ifPresent(copied::addAll);
        return copied;
    }
}
