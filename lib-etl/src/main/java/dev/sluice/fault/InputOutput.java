package dev.sluice.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;

/** Tells apart what an input or output that failed means for the person on call. */
public final class InputOutput {
    /** The words of the C library (strerror), HDFS and object stores for a disk or a quota that is full. */
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large", "not enough space", "quota of");

    private InputOutput() {}

    /** CANNOT_WRITE where a disk is full or read-only, NOT_ALLOWED where a permission lacks, else INPUT_OUTPUT. */
    public static Code code(IOException problem) {
        if (problem instanceof AccessDeniedException
                || problem.getClass().getSimpleName().equals("AccessControlException")) {
            return Code.NOT_ALLOWED;
        }
        String message = String.valueOf(problem.getMessage());
        String reason = problem instanceof FileSystemException files ? String.valueOf(files.getReason()) : message;
        if (reason.contains("Permission denied")) {
            return Code.NOT_ALLOWED;
        }
        boolean full = FULL.stream().anyMatch(message::contains) || message.contains("Read-only file system");
        return full ? Code.CANNOT_WRITE : Code.INPUT_OUTPUT;
    }
}
