package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Optional;

/**
 * A stretch of the snapshots of an Iceberg table, the JSON in the detail of an item.
 *
 * @param table the table's UUID
 * @param after the snapshot that it begins after; empty for the whole table
 * @param upTo the snapshot that it ends with
 */
record SnapshotStretch(String table, Optional<Long> after, long upTo) {
    /** What the detail of such an item begins with. */
    static final String MARK = "{\"table\"";

    private static final JsonMapper MAPPER = new JsonMapper();

    static SnapshotStretch read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            Optional<Long> after = Optional.ofNullable(node.get("after")).map(JsonNode::asLong);
            return new SnapshotStretch(
                    node.path("table").asText(), after, node.path("up-to").asLong());
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot read the detail of an item: " + json, e);
        }
    }

    String json() {
        ObjectNode node = MAPPER.createObjectNode().put("table", table);
        after.ifPresent(id -> node.put("after", id));
        return node.put("up-to", upTo).toString();
    }

    /** The item's id. */
    String id() {
        return "snapshots " + after.map(id -> "after " + id + " ").orElse("") + "up to " + upTo;
    }
}
