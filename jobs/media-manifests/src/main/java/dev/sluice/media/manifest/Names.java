package dev.sluice.media.manifest;

import dev.sluice.media.decide.Target;
import dev.sluice.settings.InvalidSetting;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where outputs go: the folders of the input again below another root. The name says the profile, and eight digits of the
 * job's key keep films apart that differ in their extension alone. Paths are plain text, not percent-encoded. No input
 * leaves the root: a step {@code ..} of an object's key is written out.
 *
 * @param root URI or path of the folder of all outputs
 * @param inputs roots below which the inputs lie; what lies in none of them keeps its whole path
 */
public record Names(String root, List<String> inputs) {
    private static final int LONGEST = 180;
    private static final int DIGITS = 8;

    /** Throws {@link InvalidSetting} when the outputs would lie among the inputs. */
    public Names {
        root = normal(root);
        inputs = inputs.stream()
                .map(Names::normal)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String input : inputs) {
            if (root.equals(input) || below(root, input)) {
                throw new InvalidSetting(
                        "output",
                        "is among the inputs: " + root
                                + " (the next inventory would take what is put there; name a folder" + " outside of "
                                + input + ")");
            }
        }
    }

    /** The output, and beside it the name that it has until it is complete. */
    public record Output(String path, String temporary) {}

    /** Names for one job. */
    public Output of(String input, String jobKey, Target target) {
        String relative = relative(normal(input));
        int slash = relative.lastIndexOf('/');
        String folder = slash < 0 ? root : joined(root, relative.substring(0, slash));
        String name = shortened(withoutExtension(relative.substring(slash + 1)));
        String end = "." + target.profile() + "-" + jobKey.substring(0, DIGITS) + "." + target.extension();
        return new Output(joined(folder, name + end), joined(folder, "." + jobKey + ".partial." + target.extension()));
    }

    /**
     * The path that a URI of the inventory means, as plain text: {@code file:/a/my%20film.mp4} is {@code /a/my film.mp4}.
     * What has no scheme is plain already.
     */
    public static String plain(String uri) {
        if (!uri.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
            return uri;
        }
        URI parsed = URI.create(uri);
        String authority = parsed.getRawAuthority() == null ? "" : "//" + parsed.getRawAuthority();
        return normal(parsed.getScheme() + ":" + authority + parsed.getPath());
    }

    private String relative(String input) {
        String rest = inputs.stream()
                .filter(base -> below(input, base))
                .map(base -> input.substring(base.length()))
                .findFirst()
                .orElseGet(() -> input.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*:", ""));
        return Arrays.stream(rest.split("/"))
                .filter(step -> !step.isEmpty())
                .map(step -> step.matches("\\.{1,2}") ? step.replace(".", "%2E") : step)
                .collect(Collectors.joining("/"));
    }

    private static boolean below(String path, String folder) {
        return path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    private static String joined(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** File systems take 255 bytes; a character has up to four of UTF-8, so this counts bytes. */
    private static String shortened(String name) {
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int point = name.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > LONGEST) {
                return name.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return name;
    }

    /** The same folder has one text: no slash at the end, and one after {@code file:}. */
    private static String normal(String path) {
        return path.replaceFirst("^file:/+", "/").replaceFirst("(?<=[^/])/+$", "");
    }
}
