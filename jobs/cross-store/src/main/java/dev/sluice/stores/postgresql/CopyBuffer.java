package dev.sluice.stores.postgresql;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Bytes on their way into a COPY, in network byte order. */
final class CopyBuffer {
    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    void int1(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void int2(int value) {
        room(2);
        BinaryValue.View.SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    void int4(int value) {
        room(4);
        BinaryValue.View.INT.set(bytes, size, value);
        size += 4;
    }

    void int8(long value) {
        room(8);
        BinaryValue.View.LONG.set(bytes, size, value);
        size += 8;
    }

    void bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** A text in UTF-8, without a copy in between. */
    void text(UTF8String value) {
        room(value.numBytes());
        value.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + size);
        size += value.numBytes();
    }

    private void room(int wanted) {
        if (size + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + wanted));
        }
    }
}
