package dev.sluice.slice;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;

/** A receipt as one line of JSON, the same beside the data and in the ledger. Thread-safe. */
public final class ReceiptJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .build();

    private ReceiptJson() {}

    public static String write(Receipt receipt) {
        try {
            return MAPPER.writeValueAsString(receipt);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write receipt as JSON: " + receipt.id(), e);
        }
    }

    public static Receipt read(String json) {
        try {
            return MAPPER.readValue(json, Receipt.class);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.CHAIN_BROKEN, "Cannot read receipt: " + e.getOriginalMessage(), e);
        }
    }
}
