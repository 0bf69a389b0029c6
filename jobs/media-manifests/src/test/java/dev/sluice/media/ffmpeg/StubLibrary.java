package dev.sluice.media.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An empty shared library for Linux on x86-64, in the Executable and Linking Format (System V ABI with its AMD64
 * supplement; symbol versions by the Linux Standard Base): a header, a segment that is loaded, and a dynamic section that
 * names the library and its versions and defines no symbol. It stands in for a library that a program is linked with and
 * never calls.
 */
final class StubLibrary {
    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int PROGRAM_HEADERS = 3;
    private static final int DYNAMIC = ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
    private static final int ENTRY = 16;
    private static final int ENTRIES = 10;
    private static final int SYMBOLS = DYNAMIC + ENTRIES * ENTRY;
    private static final int SYMBOL = 24;
    private static final int HASH = SYMBOLS + SYMBOL;
    private static final int SYMBOL_VERSIONS = HASH + 4 * Integer.BYTES;
    private static final int VERSIONS = SYMBOL_VERSIONS + Integer.BYTES;
    private static final int VERSION = 20;
    private static final int VERSION_NAME = 8;
    private static final int PAGE = 4096;

    private static final int LOAD = 1;
    private static final int FOR_DYNAMIC = 2;
    private static final int FOR_STACK = 0x6474e551;
    private static final int READ_AND_WRITE = 6;

    private final List<String> names;
    private final int strings;
    private final ByteBuffer bytes;

    private StubLibrary(List<String> names) {
        this.names = names;
        this.strings = VERSIONS + names.size() * (VERSION + VERSION_NAME);
        this.bytes = ByteBuffer.allocate(strings + place(names.size())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The library's bytes.
     *
     * @param name as programs ask for it, such as libpulse.so.0
     * @param versions of symbols that programs expect to find in it, such as PULSE_0
     */
    static byte[] named(String name, List<String> versions) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(versions);
        StubLibrary library = new StubLibrary(List.copyOf(names));
        library.header();
        library.segments();
        library.dynamic();
        library.versions();
        library.bytes.position(library.strings + 1);
        names.forEach(each -> library.bytes.put(text(each)).put((byte) 0));
        return library.bytes.array();
    }

    /** Where a name stands among the strings, the first of which is the empty one. */
    private int place(int name) {
        return 1
                + names.subList(0, name).stream()
                        .mapToInt(each -> text(each).length + 1)
                        .sum();
    }

    private static byte[] text(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private void header() {
        bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(ENTRY);
        // A shared object for x86-64, version 1, without entry point and sections.
        bytes.putShort((short) 3).putShort((short) 62).putInt(1);
        bytes.putLong(0).putLong(ELF_HEADER).putLong(0).putInt(0);
        bytes.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) PROGRAM_HEADERS);
        bytes.position(ELF_HEADER);
    }

    private void segments() {
        segment(LOAD, 0, bytes.capacity(), PAGE);
        segment(FOR_DYNAMIC, DYNAMIC, ENTRIES * ENTRY, Long.BYTES);
        // Without this one the loader asks for a stack that may be executed.
        segment(FOR_STACK, 0, 0, ENTRY);
    }

    private void segment(int type, long offset, long size, long align) {
        bytes.putInt(type).putInt(READ_AND_WRITE);
        bytes.putLong(offset)
                .putLong(offset)
                .putLong(offset)
                .putLong(size)
                .putLong(size)
                .putLong(align);
    }

    private void dynamic() {
        entry(14, place(0)); // DT_SONAME
        entry(4, HASH); // DT_HASH
        entry(5, strings); // DT_STRTAB
        entry(6, SYMBOLS); // DT_SYMTAB: the null symbol alone
        entry(10, bytes.capacity() - strings); // DT_STRSZ
        entry(11, SYMBOL); // DT_SYMENT
        entry(0x6ffffff0, SYMBOL_VERSIONS); // DT_VERSYM
        entry(0x6ffffffc, VERSIONS); // DT_VERDEF
        entry(0x6ffffffd, names.size()); // DT_VERDEFNUM
        entry(0, 0); // DT_NULL
        bytes.position(HASH);
        // One bucket, which is empty, and one symbol.
        bytes.putInt(1).putInt(1);
    }

    private void entry(long tag, long value) {
        bytes.putLong(tag).putLong(value);
    }

    /** The first version is the library itself. */
    private void versions() {
        bytes.position(VERSIONS);
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            bytes.putShort((short) 1).putShort((short) (i == 0 ? 1 : 0));
            bytes.putShort((short) (i + 1)).putShort((short) 1);
            bytes.putInt(hash(names.get(i))).putInt(VERSION).putInt(last ? 0 : VERSION + VERSION_NAME);
            bytes.putInt(place(i)).putInt(0);
        }
    }

    /** The hash function of the System V ABI. */
    private static int hash(String name) {
        int hash = 0;
        for (byte one : text(name)) {
            hash = (hash << 4) + one;
            int high = hash & 0xf0000000;
            hash = (hash ^ high >>> 24) & ~high;
        }
        return hash;
    }
}
