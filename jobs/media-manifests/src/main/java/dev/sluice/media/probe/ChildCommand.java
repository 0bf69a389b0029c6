package dev.sluice.media.probe;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.NativeFolder;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;

/** How the child is started: the class path of what it needs and no more, and a place for FFmpeg's libraries. */
final class ChildCommand {
    /** Address space of the child: FFmpeg's libraries take memory that no limit of a JVM counts. */
    private static final int MOST_MEMORY_KIB = 3 << 20;

    private ChildCommand() {}

    /** A process that was started; its environment is empty, for a file that takes it over shall find no secrets. */
    static Process start() throws IOException {
        Path natives = NativeFolder.find();
        ProcessBuilder builder = new ProcessBuilder(arguments(natives))
                .directory(natives.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return builder.start();
    }

    private static List<String> arguments(Path natives) {
        return List.of(
                "/bin/sh",
                "-c",
                "ulimit -v " + MOST_MEMORY_KIB + " && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:CompressedClassSpaceSize=16m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Dorg.bytedeco.javacpp.cachedir=" + natives,
                // Native memory is freed by hand here; the limits of JavaCPP would count the libraries themselves.
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                classPath(),
                ProbeChild.class.getName());
    }

    private static String classPath() {
        String platform = Loader.getPlatform();
        Set<String> places = new LinkedHashSet<>();
        places.add(place(ProbeChild.class, ProbeChild.class.getSimpleName() + ".class"));
        places.add(place(JsonFactory.class, JsonFactory.class.getSimpleName() + ".class"));
        places.add(place(Loader.class, "Loader.class"));
        places.add(place(avformat.class, "avformat.class"));
        places.add(place(Loader.class, "/org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
        places.add(place(avformat.class, "/org/bytedeco/ffmpeg/" + platform + "/libjniavformat.so"));
        return String.join(File.pathSeparator, places);
    }

    /** The jar or folder that a resource lies in. */
    private static String place(Class<?> near, String resource) {
        URL url = near.getResource(resource);
        if (url == null) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot find FFmpeg for this platform: " + resource
                            + " (put org.bytedeco:ffmpeg and javacpp with this platform's classifier on the class path)");
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            Path file = Path.of(url.toURI());
            String name =
                    resource.startsWith("/") ? resource : near.getPackageName().replace('.', '/') + '/' + resource;
            return file.getRoot()
                    .resolve(file.subpath(
                            0,
                            file.getNameCount()
                                    - Path.of(name.replaceFirst("^/", "")).getNameCount()))
                    .toString();
        } catch (IOException | URISyntaxException e) {
            throw new Fault(Code.INTERNAL, "Cannot tell where a class comes from: " + url, e);
        }
    }
}
