package dev.sluice.media.probe;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.NativeLibraries;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;

/** How the child is started: the class path of what it needs and no more, and a place for FFmpeg's libraries. */
final class ChildCommand {
    /** Address space of the child: FFmpeg's libraries take memory that no limit of a JVM counts. */
    private static final int MOST_MEMORY_KIB = 3 << 20;

    private static final List<String> OPTIONS = List.of(
            "-Xmx64m",
            "-Xshare:auto",
            "-XX:+UseSerialGC",
            "-XX:CompressedClassSpaceSize=16m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            // What the JVM itself says would otherwise stand among the answers.
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            // A class for each accessor of a record is dearer than its calls.
            "-Dsun.reflect.inflationThreshold=" + Integer.MAX_VALUE,
            "-Dorg.bytedeco.javacpp.loadlibraries=false",
            // Native memory is freed by hand here; the limits of JavaCPP would count the libraries themselves.
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

    private ChildCommand() {}

    /** A process that was started; its environment is empty, for a file that takes it over shall find no secrets. */
    static Process start() throws IOException {
        List<Path> libraries = NativeLibraries.unpacked();
        ProcessBuilder builder = new ProcessBuilder(arguments(libraries))
                .directory(libraries.get(0).getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return builder.start();
    }

    private static List<String> arguments(List<Path> libraries) {
        List<String> arguments = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "ulimit -v " + MOST_MEMORY_KIB + " && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        arguments.addAll(OPTIONS);
        arguments.addAll(List.of("-cp", classPath(), ProbeChild.class.getName()));
        libraries.forEach(library -> arguments.add(library.toString()));
        return arguments;
    }

    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> one : List.of(ProbeChild.class, JsonFactory.class, Loader.class, avformat.class)) {
            places.add(place(one));
        }
        return String.join(File.pathSeparator, places);
    }

    /** The jar or folder that a class comes from. */
    private static String place(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new Fault(Code.INTERNAL, "Cannot tell where a class comes from: " + one.getName(), e);
        }
    }
}
