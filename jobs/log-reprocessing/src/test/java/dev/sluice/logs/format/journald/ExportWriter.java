package dev.sluice.logs.format.journald;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes entries as systemd.io/JOURNAL_EXPORT_FORMATS says it. */
final class ExportWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A field as text. */
    ExportWriter text(String name, String value) {
        return raw(name + "=" + value + "\n");
    }

    /** A field with its length. */
    ExportWriter binary(String name, byte[] value) {
        return declared(name, value.length, value).raw("\n");
    }

    ExportWriter binary(String name, String value) {
        return binary(name, value.getBytes(UTF_8));
    }

    /** A field with a length that need not be its own, and no line end. */
    ExportWriter declared(String name, long length, byte[] value) {
        raw(name + "\n");
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        out.writeBytes(value);
        return this;
    }

    /** The field that each entry has, in microseconds. */
    ExportWriter at(long micros) {
        return text("__REALTIME_TIMESTAMP", Long.toString(micros));
    }

    ExportWriter raw(String text) {
        out.writeBytes(text.getBytes(UTF_8));
        return this;
    }

    ExportWriter end() {
        return raw("\n");
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
