package dev.sluice.media.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The ffmpeg of the class path, laid out in a folder once per process. Its libavdevice names four libraries of sound and
 * screen that a bare machine has not got and that no encode calls; empty ones stand in for them.
 */
final class BundledFfmpeg implements Encoder {
    private static final String FOLDER = "org/bytedeco/ffmpeg/linux-x86_64/";
    private static final List<String> STAND_INS =
            List.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");
    private static final BundledFfmpeg ONE = new BundledFfmpeg(lay());

    private final Path folder;
    private final List<List<String>> calls = new ArrayList<>();

    private BundledFfmpeg(Path folder) {
        this.folder = folder;
    }

    static BundledFfmpeg open() {
        return ONE;
    }

    List<List<String>> calls() {
        return calls;
    }

    @Override
    public Outcome run(List<String> arguments, Duration limit) {
        calls.add(arguments);
        List<String> command = new ArrayList<>(List.of(folder.resolve("ffmpeg").toString()));
        command.addAll(arguments);
        try {
            Path log = Files.createTempFile(folder, "run", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(log.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("LD_LIBRARY_PATH", folder.toString());
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            Files.delete(log);
            return new Outcome(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path lay() {
        try {
            Path folder = Files.createTempDirectory("ffmpeg");
            var program = BundledFfmpeg.class.getClassLoader().getResource(FOLDER + "ffmpeg");
            String jar = program.getPath()
                    .substring("file:".length(), program.getPath().indexOf('!'));
            try (JarFile files = new JarFile(jar);
                    Stream<java.util.jar.JarEntry> entries = files.stream()) {
                for (var entry : entries.filter(one -> one.getName().startsWith(FOLDER) && !one.isDirectory())
                        .toList()) {
                    Path file = folder.resolve(entry.getName().substring(FOLDER.length()));
                    try (InputStream bytes = files.getInputStream(entry)) {
                        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                    file.toFile().setExecutable(true);
                    file.toFile().deleteOnExit();
                }
            }
            for (String library : STAND_INS) {
                Files.write(folder.resolve(library), emptyLibrary(library));
                folder.resolve(library).toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shared library for x86-64 without a symbol: ELF header, three program headers, the dynamic section, a hash table. */
    private static byte[] emptyLibrary(String name) {
        byte[] names = ("\0" + name + "\0").getBytes(StandardCharsets.US_ASCII);
        int dynamic = 64 + 3 * 56;
        int symbols = dynamic + 7 * 16;
        int hash = symbols + 24;
        int strings = hash + 16;
        ByteBuffer elf = ByteBuffer.allocate(strings + names.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 3)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0)
                .putLong(64)
                .putLong(0)
                .putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 3);
        elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        header(elf, 1, 0, elf.capacity(), 4096);
        header(elf, 2, dynamic, symbols - dynamic, 8);
        header(elf, 0x6474e551, 0, 0, 16);
        for (long[] entry :
                new long[][] {{14, 1}, {4, hash}, {5, strings}, {6, symbols}, {10, names.length}, {11, 24}, {0, 0}}) {
            elf.putLong(entry[0]).putLong(entry[1]);
        }
        elf.put(new byte[24]).putInt(1).putInt(1).putInt(0).putInt(0).put(names);
        return elf.array();
    }

    private static void header(ByteBuffer elf, int type, long offset, long size, long align) {
        elf.putInt(type).putInt(6).putLong(offset).putLong(offset).putLong(offset);
        elf.putLong(size).putLong(size).putLong(align);
    }
}
