package dev.sluice.media.manifest;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/** Manifests as JSON lines in UTF-8. Written, the same job is the same bytes; read, a line is right or is refused. */
public final class ManifestLines {
    /** Sluice's own column in files that a load has written. */
    private static final Set<String> IGNORED = Set.of("_item");

    private ManifestLines() {}

    /** A line without its end. */
    public static String line(ManifestJob job) {
        return RecordJson.text(job);
    }

    /**
     * Reads all lines and closes the stream.
     *
     * @param name of the file, for messages
     * @throws Fault INPUT_DAMAGED with file and line, INPUT_OUTPUT
     */
    public static void read(InputStream lines, String name, Consumer<ManifestJob> jobs) {
        int number = 0;
        // A decoder of its own: bytes that are no UTF-8 would become other names in silence.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                jobs.accept(parse(line, name + ":" + number));
            }
        } catch (CharacterCodingException e) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot read manifest: " + name + " (it is no UTF-8)", e);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read manifest: " + name + ":" + (number + 1), e);
        }
    }

    /**
     * The job of one line.
     *
     * @param place of the line, for messages
     * @throws Fault INPUT_DAMAGED
     */
    public static ManifestJob parse(String line, String place) {
        try {
            return RecordParser.parse(ManifestJob.class, line, IGNORED);
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read manifest line: " + place + ": " + e.getMessage()
                            + " (a manifest is not edited; plan again)",
                    e);
        }
    }
}
