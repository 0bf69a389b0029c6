package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** How a column of {@link MaskTransform} is made less telling. A null stays null, and no value is an error. */
public sealed interface Mask {
    /**
     * What the column becomes; empty when it is left out.
     *
     * @param name of the step's table, for messages
     * @throws dev.sluice.fault.Fault SETTINGS when the mask does not fit the column's type
     */
    Optional<Column> over(String name, StructField field);

    /** The column is not there any more. */
    @Doc("the column is left out")
    record Drop() implements Mask {
        @Override
        public Optional<Column> over(String name, StructField field) {
            return Optional.empty();
        }
    }

    /** The column keeps its name and type and holds nothing. */
    @Doc("the column stays and is null in each row")
    record ToNull() implements Mask {
        @Override
        public Optional<Column> over(String name, StructField field) {
            return Optional.of(lit(null).cast(field.dataType()));
        }
    }

    /**
     * An IP address becomes the address of its network, as text ({@link IpText}). What is no address, a host name too,
     * becomes null.
     */
    @Doc("an IP address becomes that of its network; what is no address becomes null")
    record Ip(
            @Doc("how many bits of an IPv4 address are kept, 0 to 31") @Preset("24")
            int ipv4Prefix,

            @Doc("how many bits of an IPv6 address are kept, 0 to 127") @Preset("48")
            int ipv6Prefix)
            implements Mask {
        private static final int IPV4_BITS = 32;
        private static final int IPV6_BITS = 128;

        public Ip {
            within("ipv4-prefix", ipv4Prefix, IPV4_BITS - 1);
            within("ipv6-prefix", ipv6Prefix, IPV6_BITS - 1);
        }

        private static void within(String key, int bits, int max) {
            if (bits < 0 || bits > max) {
                throw new InvalidSetting(key, "is " + bits + "; must be from 0 to " + max);
            }
        }

        @Override
        public Optional<Column> over(String name, StructField field) {
            int ipv4 = ipv4Prefix;
            int ipv6 = ipv6Prefix;
            UDF1<String, String> network = text -> text == null
                    ? null
                    : IpText.parse(text)
                            .map(ip ->
                                    IpText.network(ip, ip.getAddress().length * Byte.SIZE == IPV4_BITS ? ipv4 : ipv6))
                            .orElse(null);
            return Optional.of(text(name, field, "mask_ip", network));
        }
    }

    /**
     * HMAC-SHA-256 (RFC 2104, FIPS 198-1) of the text in UTF-8; a whole number is hashed as its decimal digits. Who has
     * the key can find a value again by trying; who has not, cannot. Equal values have equal hashes, in whatever column
     * and run, as long as the key is the same. The key goes to the executors inside the tasks and is in no plan.
     */
    @Doc("HMAC-SHA-256 with a secret key; equal values stay equal")
    record Hash(
            @Doc("the key, of at least 32 bytes, such as openssl rand -hex 32 writes")
            Secret key,

            @Doc("how the 32 bytes of the hash are written; base64url without padding") @Preset("hex")
            Encoding encoding)
            implements Mask {
        private static final Set<DataType> WHOLE =
                Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

        /** RFC 2104, 3 advises against a key that is shorter than the hash. */
        private static final int MIN_KEY_BYTES = 32;

        public Hash {
            if (key.reveal().getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES) {
                throw new InvalidSetting("key", "is shorter than " + MIN_KEY_BYTES + " bytes (openssl rand -hex 32)");
            }
        }

        /** How a hash is written. */
        public enum Encoding {
            /** 64 digits in lower case. */
            HEX,
            /** 43 characters of RFC 4648, 5. */
            BASE64URL
        }

        @Override
        public Optional<Column> over(String name, StructField field) {
            Keyed hash = new Keyed(key.reveal().getBytes(StandardCharsets.UTF_8), encoding);
            if (!(field.dataType() instanceof StringType) && !WHOLE.contains(field.dataType())) {
                throw Columns.notOf(name, field, "STRING or a whole number");
            }
            Column text = col(Columns.quoted(field.name())).cast(DataTypes.StringType);
            return Optional.of(
                    udf(hash, DataTypes.StringType).withName("mask_hash").apply(text));
        }
    }

    /**
     * Each match of a regular expression is replaced. The expressions are those of RE2, which runs in time proportional
     * to text and expression, so that no value can hold up a task; look-around and backreferences are not among them.
     * What does not match stays as it is.
     */
    @Doc("each match of a regular expression is replaced; the rest stays")
    record Replace(
            @Doc("a regular expression in RE2's syntax, without look-around and backreferences")
            String pattern,

            @Doc("what takes the place of a match; $1 or ${name} is what a group matched") @Preset("***")
            String with)
            implements Mask {
        public Replace {
            compile(pattern);
            // An empty alternative matches the empty text, whatever the pattern: the groups that it names are looked
            // up.
            try {
                Pattern.compile("(?:" + pattern + ")|").matcher("").replaceAll(with);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new InvalidSetting("with", "names a group that pattern has not: " + e.getMessage());
            }
        }

        private static Pattern compile(String pattern) {
            try {
                return Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new InvalidSetting("pattern", "is no regular expression of RE2: " + e.getMessage());
            }
        }

        @Override
        public Optional<Column> over(String name, StructField field) {
            Pattern compiled = compile(pattern);
            String other = with;
            UDF1<String, String> replaced =
                    text -> text == null ? null : compiled.matcher(text).replaceAll(other);
            return Optional.of(text(name, field, "mask_replace", replaced));
        }
    }

    /** All but the last characters are overwritten one by one; a text that is not longer than these is so as a whole. */
    @Doc("all but the last characters are overwritten")
    record KeepLast(
            @Doc("how many characters stay") int count,

            @Doc("the character that overwrites") @Preset("*")
            String fill) implements Mask {
        public KeepLast {
            if (count < 1) {
                throw new InvalidSetting("count", "is " + count + "; at least 1 is wanted (drop or to-null for none)");
            }
            if (fill.codePointCount(0, fill.length()) != 1) {
                throw new InvalidSetting("fill", "is not one character");
            }
        }

        @Override
        public Optional<Column> over(String name, StructField field) {
            int last = count;
            String other = fill;
            UDF1<String, String> kept = text -> {
                if (text == null) {
                    return null;
                }
                int length = text.codePointCount(0, text.length());
                int hidden = length > last ? length - last : length;
                return other.repeat(hidden) + text.substring(text.offsetByCodePoints(0, hidden));
            };
            return Optional.of(text(name, field, "mask_keep_last", kept));
        }
    }

    private static Column text(String name, StructField field, String function, UDF1<String, String> mask) {
        if (!(field.dataType() instanceof StringType)) {
            throw Columns.notOf(name, field, "STRING");
        }
        return udf(mask, DataTypes.StringType).withName(function).apply(col(Columns.quoted(field.name())));
    }
}
