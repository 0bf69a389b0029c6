package dev.sluice.stores.postgresql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;

/**
 * PostgreSQL's numeric in binary (src/backend/utils/adt/numeric.c, numeric_send): four 16-bit words, the number of digits,
 * the weight of the first, the sign and the digits shown after the point, then the digits in base 10000.
 */
final class BinaryNumeric {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int BASE = 10_000;
    private static final int BASE_DIGITS = 4;

    /** Digits that fit into a long with three more. */
    private static final int SMALL = 15;

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private BinaryNumeric() {}

    /** A value of a column numeric(precision, scale). */
    static Decimal decode(byte[] message, int start, int precision, int scale) {
        int digits = BinaryValue.int2(message, start);
        int weight = BinaryValue.int2(message, start + 2);
        int sign = BinaryValue.int2(message, start + 4) & 0xffff;
        refuseSpecial(sign);
        if (precision <= 18 && digits <= 4) {
            long value = 0;
            for (int i = 0; i < digits; i++) {
                value = value * BASE + BinaryValue.int2(message, start + 8 + 2 * i);
            }
            int shift = BASE_DIGITS * (weight - digits + 1) + scale;
            if (value == 0) {
                return Decimal.apply(0L, precision, scale);
            }
            long unscaled = shift >= 0 ? Math.multiplyExact(value, POWERS[shift]) : value / POWERS[-shift];
            return Decimal.apply(sign == NEGATIVE ? -unscaled : unscaled, precision, scale);
        }
        return Decimal.apply(plain(message, start).setScale(scale, RoundingMode.UNNECESSARY), precision, scale);
    }

    /** Any value, with the digits that PostgreSQL shows. */
    static BigDecimal plain(byte[] message, int start) {
        int digits = BinaryValue.int2(message, start);
        int weight = BinaryValue.int2(message, start + 2);
        int sign = BinaryValue.int2(message, start + 4) & 0xffff;
        refuseSpecial(sign);
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            value = value.multiply(BigInteger.valueOf(BASE))
                    .add(BigInteger.valueOf(BinaryValue.int2(message, start + 8 + 2 * i)));
        }
        BigDecimal plain = new BigDecimal(value, -BASE_DIGITS * (weight - digits + 1));
        return (sign == NEGATIVE ? plain.negate() : plain)
                .setScale(BinaryValue.int2(message, start + 6), RoundingMode.UNNECESSARY);
    }

    private static void refuseSpecial(int sign) {
        if (sign == NAN) {
            throw new ArithmeticException("NaN is no decimal of Spark");
        } else if (sign == INFINITY || sign == MINUS_INFINITY) {
            throw new ArithmeticException("infinity is no decimal of Spark");
        }
    }

    /** Writes a value, its length first. */
    static void encode(Decimal value, int scale, CopyBuffer out) {
        int fill = (BASE_DIGITS - scale % BASE_DIGITS) % BASE_DIGITS;
        if (value.precision() <= SMALL && value.scale() == scale) {
            encode(value.toUnscaledLong(), fill, scale, out);
        } else {
            encodeAny(value, fill, scale, out);
        }
    }

    /**
     * A value of at most 15 digits, which with its filling is less than 2^63.
     *
     * @param fill nulls behind the fraction: digits of base 10000 begin at the point
     */
    private static void encode(long unscaled, int fill, int scale, CopyBuffer out) {
        long left = Math.abs(unscaled) * POWERS[fill];
        int count = 0;
        long power = 1;
        for (long rest = left; rest > 0; rest /= BASE) {
            power = count++ == 0 ? 1 : power * BASE;
        }
        head(count, unscaled < 0, fill, scale, out);
        for (long rest = left; count > 0; count--) {
            out.int2((int) (rest / power));
            rest %= power;
            power /= BASE;
        }
    }

    private static void head(int count, boolean negative, int fill, int scale, CopyBuffer out) {
        out.int4(8 + 2 * count);
        out.int2(count);
        out.int2(count - 1 - (scale + fill) / BASE_DIGITS);
        out.int2(negative ? NEGATIVE : 0);
        out.int2(scale);
    }

    private static void encodeAny(Decimal value, int fill, int scale, CopyBuffer out) {
        BigInteger unscaled = value.toJavaBigDecimal()
                .setScale(scale, RoundingMode.UNNECESSARY)
                .unscaledValue();
        BigInteger left = unscaled.abs();
        left = left.multiply(BigInteger.valueOf(POWERS[fill]));
        int[] reversed = new int[left.bitLength() / 13 + 1];
        int count = 0;
        if (left.bitLength() < Long.SIZE) {
            for (long rest = left.longValue(); rest > 0; rest /= BASE) {
                reversed[count++] = (int) (rest % BASE);
            }
        } else {
            for (BigInteger base = BigInteger.valueOf(BASE); left.signum() > 0; ) {
                BigInteger[] parts = left.divideAndRemainder(base);
                reversed[count++] = parts[1].intValue();
                left = parts[0];
            }
        }
        head(count, unscaled.signum() < 0, fill, scale, out);
        for (int i = count - 1; i >= 0; i--) {
            out.int2(reversed[i]);
        }
    }
}
