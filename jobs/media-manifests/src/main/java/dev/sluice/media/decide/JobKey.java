package dev.sluice.media.decide;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a job the same job: the content of the file and the resolved target. An edit of rules or profiles gives a new
 * key to those files alone whose target it changes.
 */
public final class JobKey {
    private JobKey() {}

    /** 32 hex digits: the first half of the SHA-256 of the asset, a line feed and the target as {@link RecordJson}. */
    public static String of(String asset, Target target) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest((asset + '\n' + RecordJson.text(target)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot hash a job: SHA-256", e);
        }
    }
}
