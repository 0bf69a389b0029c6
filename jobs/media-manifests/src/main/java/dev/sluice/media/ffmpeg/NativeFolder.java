package dev.sluice.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.LIBAVFORMAT_VERSION_MAJOR;
import static org.bytedeco.ffmpeg.global.avformat.LIBAVFORMAT_VERSION_MICRO;
import static org.bytedeco.ffmpeg.global.avformat.LIBAVFORMAT_VERSION_MINOR;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that FFmpeg is unpacked to, below {@code java.io.tmpdir}: one for a machine, a user and a version. Only its
 * owner may write there, for it holds code; a folder of that name that is another's is not used, but one of a new name.
 */
public final class NativeFolder {
    private static final String NAME = "sluice-ffmpeg-";

    /** Of the libraries, as the compiler saw them: a jar that all jars were put into has no version of its own. */
    private static final String VERSION =
            LIBAVFORMAT_VERSION_MAJOR + "." + LIBAVFORMAT_VERSION_MINOR + "." + LIBAVFORMAT_VERSION_MICRO;

    private static final FileAttribute<Set<PosixFilePermission>> MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private NativeFolder() {}

    /** The folder, which is there afterwards. */
    public static Path find() throws IOException {
        String name = NAME + VERSION + "-" + System.getProperty("user.name");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), name.replaceAll("[^A-Za-z0-9._-]", "_"));
        try {
            return Files.createDirectory(folder, MINE);
        } catch (FileAlreadyExistsException e) {
            return ownedAlone(folder) ? folder : Files.createTempDirectory(NAME, MINE);
        }
    }

    private static boolean ownedAlone(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))
                && Files.getPosixFilePermissions(folder).equals(PosixFilePermissions.fromString("rwx------"));
    }
}
