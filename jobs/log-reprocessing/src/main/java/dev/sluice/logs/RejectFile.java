package dev.sluice.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.logs.line.LastWritten;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rejects of one attempt at one split: JSON lines in a scratch folder, written when there is a first one. The raw
 * bytes are in base64, since they may be no text.
 */
final class RejectFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final long item;
    private final Configuration hadoop;
    private OutputStream out;

    /**
     * @param split its key
     * @param item key of the item that the split belongs to
     */
    RejectFile(String folder, String split, long item, long attempt, Configuration hadoop) {
        UUID name = UUID.nameUUIDFromBytes(split.getBytes(StandardCharsets.UTF_8));
        this.path = new Path(folder, "rejects-" + name + "-" + attempt + ".jsonl");
        this.item = item;
        this.hadoop = hadoop;
    }

    void add(Reject reject) throws IOException {
        if (out == null) {
            out = Disk.of(path, hadoop).create(path, true);
        }
        ObjectNode line = JSON.createObjectNode()
                .put("code", reject.code())
                .put("message", reject.message())
                .put("raw", reject.raw().getBytes())
                .put("file", reject.origin().file())
                .put("offset", reject.origin().offset())
                .put("item", item);
        reject.origin().line().ifPresent(number -> line.put("line", number));
        reject.origin().lastLine().ifPresent(number -> line.put("lastLine", number));
        reject.origin().member().ifPresent(name -> line.put("member", name));
        reject.redo().ifPresent(redo -> put(redo, line.putObject("redo")));
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
    }

    private static void put(Redo redo, ObjectNode to) {
        to.put("firstLine", redo.firstLine())
                .put("lineEnd", redo.lineEnd())
                .put("written", redo.written().micros())
                .put("by", redo.written().by().name());
        redo.base64().ifPresent(exact -> to.put("base64", exact));
    }

    /** Closes the file; its path, or the empty string when there was no reject. */
    String finish() throws IOException {
        if (out == null) {
            return "";
        }
        out.close();
        return path.toString();
    }

    /** Deletes what was written by an attempt that did not come to its end. */
    void drop() throws IOException {
        if (out != null) {
            out.close();
            Disk.of(path, hadoop).delete(path, false);
        }
    }

    static BufferedReader open(String file, Configuration hadoop) throws IOException {
        Path path = new Path(file);
        return new BufferedReader(new InputStreamReader(Disk.of(path, hadoop).open(path), StandardCharsets.UTF_8));
    }

    /** A line of such a file as a row of {@link MetaColumns#REJECTS}. */
    static InternalRow row(String line) throws IOException {
        JsonNode node = JSON.readTree(line);
        Reject reject = new Reject(
                node.get("code").textValue(),
                node.get("message").textValue(),
                UTF8String.fromBytes(node.get("raw").binaryValue()),
                new Reject.Origin(
                        node.get("file").textValue(),
                        node.get("offset").longValue(),
                        number(node, "line"),
                        number(node, "lastLine"),
                        text(node, "member")),
                Optional.ofNullable(node.get("redo")).map(RejectFile::redo));
        return reject.row(node.get("item").longValue());
    }

    private static Redo redo(JsonNode node) {
        LastWritten written = new LastWritten(
                node.get("written").longValue(),
                LastWritten.By.valueOf(node.get("by").textValue()));
        return new Redo(
                node.get("firstLine").longValue(), node.get("lineEnd").textValue(), text(node, "base64"), written);
    }

    private static OptionalLong number(JsonNode node, String name) {
        return node.has(name) ? OptionalLong.of(node.get(name).longValue()) : OptionalLong.empty();
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
    }
}
