package dev.sluice.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordJson;

/** Records for machines that read a command's output, with the names that tables and manifests have. */
final class MediaJson {
    private MediaJson() {}

    static JsonNode tree(Record value) {
        try {
            return new JsonMapper().readTree(RecordJson.text(value));
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
