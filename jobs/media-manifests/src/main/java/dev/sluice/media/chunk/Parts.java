package dev.sluice.media.chunk;

import dev.sluice.media.manifest.Command;
import dev.sluice.media.manifest.ManifestJob;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of a job taken apart, as {@link Command} makes it: options for all, the input with its own, and the output
 * with pairs of option and value. The first map is that of the video, and options of the video end in {@code :v:0}.
 */
final class Parts {
    private static final String VIDEO = ":v:0";
    private static final String OPENS = "-protocol_whitelist";

    private final List<String> command;
    private final int opens;
    private final int input;

    Parts(ManifestJob job) {
        this.command = job.command();
        this.opens = command.indexOf(OPENS);
        this.input = command.indexOf(Command.INPUT);
        if (opens < 0 || input < opens || !command.get(command.size() - 1).equals(Command.OUTPUT)) {
            throw new IllegalArgumentException("The command of job " + job.jobKey() + " is none that a plan makes");
        }
    }

    /** What stands before the input. */
    List<String> global() {
        return command.subList(0, opens);
    }

    /** The input under its name, with what keeps it from being anything else. */
    List<String> opened(String name) {
        List<String> opened = new ArrayList<>(command.subList(opens, input));
        opened.add(name);
        return opened;
    }

    /** The container, by the name of FFmpeg's demuxer. */
    String container() {
        return command.get(command.indexOf("-format_whitelist") + 1);
    }

    /** Pairs of option and value of the output, without its name at the end. */
    private List<List<String>> pairs() {
        List<String> rest = command.subList(input + 1, command.size() - 1);
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < rest.size(); i += 2) {
            pairs.add(rest.subList(i, i + 2));
        }
        return pairs;
    }

    /** Pairs of options of the video. */
    List<List<String>> video() {
        return pairs().stream().filter(pair -> pair.get(0).endsWith(VIDEO)).toList();
    }

    /** Pairs of all other options, the maps of streams included. */
    List<List<String>> others() {
        return pairs().stream().filter(pair -> !pair.get(0).endsWith(VIDEO)).toList();
    }
}
