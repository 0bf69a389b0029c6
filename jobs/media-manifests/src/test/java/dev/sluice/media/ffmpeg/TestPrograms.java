package dev.sluice.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPrograms {
    @Test
    void theBundledOnesRunWithoutAWordOfComplaint() throws Exception {
        Process process =
                Programs.bundled().encode(List.of("-v", "warning", "-version")).start();
        String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theBundledOnesTellVersionAndEncoders() {
        Programs bundled = Programs.bundled();
        assertThat(bundled.version()).matches("\\d+\\.\\d+.*");
        assertThat(bundled.encoders()).contains("libsvtav1", "libopenh264", "libvpx-vp9", "libopus", "aac", "srt");
        assertThat(bundled.encoders()).doesNotContain("=", "libx264");
    }

    @Test
    void theBundledOnesEncode(@TempDir Path folder) throws Exception {
        Path target = folder.resolve("-odd name;$(x).mkv");
        Process process = Programs.bundled()
                .encode(List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=64x64:duration=0.2",
                        "-c:v",
                        "libsvtav1",
                        "-preset",
                        "12",
                        "file:" + target))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        assertThat(target).isNotEmptyFile();
    }

    @Test
    void aSettingComesFirst(@TempDir Path folder) throws Exception {
        Path ffmpeg = script(folder, "ffmpeg", "echo ffmpeg version 7.7 Copyright");
        script(folder, "ffprobe", "exit 0");
        Programs found = Programs.find(Optional.of(ffmpeg));
        assertThat(found.origin()).isEqualTo(Programs.Origin.SETTING);
        assertThat(found.version()).isEqualTo("7.7");
    }

    @Test
    void aSettingThatNamesNothingIsAFault(@TempDir Path folder) throws Exception {
        Path ffmpeg = script(folder, "ffmpeg", "exit 0");
        for (Path wrong : List.of(folder.resolve("none"), folder, ffmpeg)) {
            assertThatThrownBy(() -> Programs.find(Optional.of(wrong)))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        }
    }

    @Test
    void aProgramThatFailsIsAFault(@TempDir Path folder) throws Exception {
        Path ffmpeg = script(folder, "ffmpeg", "exit 3");
        script(folder, "ffprobe", "exit 0");
        assertThatThrownBy(() -> Programs.find(Optional.of(ffmpeg)).version()).isInstanceOf(Fault.class);
    }

    private static Path script(Path folder, String name, String line) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** In a folder of its own: other tests run what lies in the usual one. */
    @Test
    void manyWhoUnpackAtOnceLeaveOneFolder(@TempDir Path temporary) throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            Path folder = NativeFolder.find();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            List<CompletableFuture<Path>> all = Stream.generate(() -> CompletableFuture.supplyAsync(Bundled::folder))
                    .limit(4)
                    .toList();
            for (CompletableFuture<Path> one : all) {
                assertThat(one.join()).isEqualTo(folder.resolve("ffmpeg"));
            }
            assertThat(Programs.bundled().version()).isNotEmpty();
            assertThat(folder.toFile().list()).containsExactly("ffmpeg");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void aFolderThatOthersCanWriteToIsNotUsed(@TempDir Path temporary) throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            Path first = NativeFolder.find();
            assertThat(NativeFolder.find()).isEqualTo(first);
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThat(NativeFolder.find()).isNotEqualTo(first);
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }
}
