package dev.sluice.transform;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.api.java.UDF1;

/** Hashes texts with a key, inside Spark's tasks. Several threads may share it. */
final class Keyed implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;
    private final Mask.Hash.Encoding encoding;
    /** Never used itself, only copied: so no thread meets the state of another. */
    private transient volatile Mac begun;

    Keyed(byte[] key, Mask.Hash.Encoding encoding) {
        this.key = key;
        this.encoding = encoding;
    }

    @Override
    public String call(String text) {
        if (text == null) {
            return null;
        }
        byte[] hash = mac().doFinal(text.getBytes(StandardCharsets.UTF_8));
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(hash);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        };
    }

    private Mac mac() {
        try {
            Mac first = begun;
            if (first == null) {
                first = Mac.getInstance(ALGORITHM);
                first.init(new SecretKeySpec(key, ALGORITHM));
                begun = first;
            }
            return (Mac) first.clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new Fault(Code.INTERNAL, "Cannot hash: this Java has no " + ALGORITHM + " that can be copied", e);
        }
    }
}
