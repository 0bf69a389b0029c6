package dev.sluice.media.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordSchema;

/** The JSON Schema of a manifest's line, as docs/manifest.schema.json publishes it. */
public final class ManifestSchema {
    private ManifestSchema() {}

    /** The same text on any machine, with a line feed at its end. */
    public static String text() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:" + ManifestJob.SCHEMA.replace('/', ':'));
        schema.put("title", "A line of a manifest: one encode");
        schema.setAll(RecordSchema.of(ManifestJob.class));
        ObjectNode properties = (ObjectNode) schema.get("properties");
        at(properties, "schema").put("const", ManifestJob.SCHEMA);
        at(properties, "job_key").put("pattern", "^[0-9a-f]{32}$");
        at(properties, "shard_class").put("pattern", "^[a-z][a-z0-9-]{0,31}$");
        at(properties, "shard").put("minimum", 0);
        at(properties, "attempts").put("minimum", 1);
        at(properties, "time_limit_seconds").put("minimum", 1);
        at(properties, "command").putObject("contains").put("const", Command.INPUT);
        properties
                .putObject("_item")
                .put("type", "integer")
                .put("description", "in files of a load: of which item it is");
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try {
            return new JsonMapper()
                            .writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                            .writeValueAsString(schema)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write schema", e);
        }
    }

    private static ObjectNode at(ObjectNode properties, String name) {
        return (ObjectNode) properties.get(name);
    }
}
