package dev.sluice.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a MaxMind DB file may know of an address, in the structure of MaxMind's own databases
 * (https://dev.maxmind.com/geoip/docs/databases/city-and-country and .../asn, .../isp). All nullable; STRING, but
 * {@code latitude} and {@code longitude} DOUBLE, in degrees, and {@code asn} BIGINT. The names are MaxMind's; a region
 * is the largest subdivision.
 */
public enum GeoField {
    CONTINENT(Kind.COUNTRY, "continent", "code"),
    COUNTRY(Kind.COUNTRY, "country", "iso_code"),
    COUNTRY_NAME(Kind.COUNTRY, "country", "names"),
    REGION(Kind.CITY, "subdivisions", "iso_code"),
    REGION_NAME(Kind.CITY, "subdivisions", "names"),
    CITY(Kind.CITY, "city", "names"),
    POSTAL_CODE(Kind.CITY, "postal", "code"),
    LATITUDE(Kind.CITY, "location", "latitude"),
    LONGITUDE(Kind.CITY, "location", "longitude"),
    TIME_ZONE(Kind.CITY, "location", "time_zone"),
    ASN(Kind.NETWORK, "autonomous_system_number", ""),
    AS_ORGANIZATION(Kind.NETWORK, "autonomous_system_organization", ""),
    ISP(Kind.PROVIDER, "isp", ""),
    ORGANIZATION(Kind.PROVIDER, "organization", "");

    /** The kind of database that a field is in, told by words in the type that a file names itself. */
    private enum Kind {
        COUNTRY,
        CITY,
        NETWORK,
        PROVIDER;

        boolean is(String type) {
            return switch (this) {
                case COUNTRY -> type.contains("Country") || CITY.is(type);
                case CITY -> type.contains("City") || type.contains("Enterprise");
                case NETWORK -> type.contains("ASN") || PROVIDER.is(type);
                case PROVIDER -> type.contains("ISP");
            };
        }
    }

    private final Kind kind;
    private final String outer;
    private final String inner;

    GeoField(Kind kind, String outer, String inner) {
        this.kind = kind;
        this.outer = outer;
        this.inner = inner;
    }

    DataType type() {
        return switch (this) {
            case LATITUDE, LONGITUDE -> DataTypes.DoubleType;
            case ASN -> DataTypes.LongType;
            default -> DataTypes.StringType;
        };
    }

    /** True when it is a name, which there is one of for each language. */
    boolean isNamed() {
        return inner.equals("names");
    }

    /** Told from the type that a file names itself, such as {@code GeoLite2-City} or {@code DBIP-City-Lite}. */
    boolean isIn(String databaseType) {
        return kind.is(databaseType);
    }

    /** In words, which fields a database of this type has. */
    static String of(String databaseType) {
        String known = Arrays.stream(values())
                .filter(field -> field.isIn(databaseType))
                .map(field -> field.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "a Country, City, Enterprise, ASN or ISP database is wanted" : "it has: " + known;
    }

    /** Its value in what a database knows of an address; null where it is not there or of another type. */
    Object value(Map<?, ?> known, String language) {
        Object at = known.get(outer);
        if (at instanceof List<?> list) {
            at = list.isEmpty() ? null : list.get(0);
        }
        if (!inner.isEmpty()) {
            at = at instanceof Map<?, ?> map ? map.get(inner) : null;
        }
        if (isNamed()) {
            at = at instanceof Map<?, ?> names ? names.get(language) : null;
        }
        if (type() == DataTypes.StringType) {
            return at instanceof String ? at : null;
        }
        if (at instanceof Number number) {
            return type() == DataTypes.LongType ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        return null;
    }
}
