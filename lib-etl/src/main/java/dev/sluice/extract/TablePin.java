package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Optional;

/**
 * What a plan read a table at: the JSON in the detail of its items.
 *
 * @param snapshot of an Iceberg table
 * @param column that days are taken from, empty when the table is taken whole
 */
record TablePin(Optional<Long> snapshot, String column) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static TablePin read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            Optional<Long> snapshot = Optional.ofNullable(node.get("snapshot")).map(JsonNode::asLong);
            return new TablePin(snapshot, node.path("column").asText());
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot read a table's pin: " + json, e);
        }
    }

    String toJson() {
        ObjectNode node = MAPPER.createObjectNode();
        snapshot.ifPresent(id -> node.put("snapshot", id));
        return node.put("column", column).toString();
    }
}
