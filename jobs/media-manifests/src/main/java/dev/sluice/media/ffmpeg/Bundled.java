package dev.sluice.media.ffmpeg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;

/**
 * The programs that lie in the jar org.bytedeco:ffmpeg, unpacked with their libraries and those of JavaCPP that the probe
 * needs. They are linked with libraries of
 * sound and screen that a server lacks and an encode never calls: {@link StubLibrary} stands in for those.
 */
final class Bundled {
    private static final String FOLDER = "ffmpeg";

    /** Libraries, with the versions of their symbols that libavdevice is linked with. */
    private static final Map<String, List<String>> NEVER_CALLED = Map.of(
            "libpulse.so.0", List.of("PULSE_0"),
            "libasound.so.2", List.of("ALSA_0.9", "ALSA_0.9.0rc4"),
            "libxcb.so.1", List.of(),
            "libxcb-shm.so.0", List.of());

    private Bundled() {}

    /**
     * The folder with the programs and all their libraries. Unpacked under another name and then renamed, so that it is
     * never half there; of two who do so at once, one keeps the other's.
     *
     * @throws Fault SETTINGS when the jar for this platform is not on the class path, CANNOT_WRITE
     */
    static Path folder() {
        try {
            Path target = NativeFolder.find().resolve(FOLDER);
            if (Files.isDirectory(target)) {
                return target;
            }
            Path fresh = Files.createTempDirectory(target.getParent(), FOLDER);
            unpack(fresh);
            for (Map.Entry<String, List<String>> stub : NEVER_CALLED.entrySet()) {
                Files.write(fresh.resolve(stub.getKey()), StubLibrary.named(stub.getKey(), stub.getValue()));
            }
            try {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(fresh);
                if (!Files.isDirectory(target)) {
                    throw e;
                }
            }
            return target;
        } catch (IOException | URISyntaxException e) {
            throw new Fault(
                    Code.CANNOT_WRITE, "Cannot unpack FFmpeg: " + e.getMessage() + " (make room in java.io.tmpdir)", e);
        }
    }

    private static void unpack(Path target) throws IOException, URISyntaxException {
        String platform = Loader.getPlatform();
        URL url = avformat.class.getResource("/org/bytedeco/ffmpeg/" + platform + "/ffmpeg");
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw missing(platform);
        }
        unpackJavaCpp(platform, target);
        String prefix = "org/bytedeco/ffmpeg/" + platform + "/";
        try (JarFile jar =
                new JarFile(Path.of(connection.getJarFileURL().toURI()).toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                boolean file = name.startsWith(prefix) && !entry.isDirectory();
                String last = file ? name.substring(prefix.length()) : "/";
                if (last.indexOf('/') < 0 && (!last.startsWith("libjni") || NativeLibraries.CALLED.contains(last))) {
                    copy(jar, entry, target.resolve(last));
                }
            }
        }
    }

    private static void unpackJavaCpp(String platform, Path target) throws IOException {
        String name = "/org/bytedeco/javacpp/" + platform + "/" + NativeLibraries.JAVACPP;
        try (InputStream library = Loader.class.getResourceAsStream(name)) {
            if (library == null) {
                throw missing(platform);
            }
            Files.copy(library, target.resolve(NativeLibraries.JAVACPP));
        }
    }

    private static Fault missing(String platform) {
        return new Fault(
                Code.SETTINGS,
                "Cannot find FFmpeg for this platform: " + platform
                        + " (put org.bytedeco:ffmpeg and javacpp with this platform's classifier on the class path)");
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
        if (!target.getFileName().toString().contains(".") && !target.toFile().setExecutable(true, true)) {
            throw new IOException("cannot make executable: " + target);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
