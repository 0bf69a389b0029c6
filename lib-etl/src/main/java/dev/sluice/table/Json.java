package dev.sluice.table;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VariantType;

/**
 * Values that have others in them as JSON texts, from which the same values are made again. Times have six digits of a
 * second, and those with a zone are in UTC. The keys of maps are texts in JSON: bytes are in base64, nested keys are JSON
 * themselves, and all others as Spark casts them, times as above.
 */
public final class Json {
    private static final String UTC = "UTC";

    private static final Map<String, String> TIMES = Map.of(
            "timeZone", UTC,
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][XXX]",
            "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]");

    private Json() {}

    /** True for a type that has other types in it. */
    public static boolean nested(DataType type) {
        return type instanceof StructType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof VariantType;
    }

    /** A value of a nested type as a text. */
    public static Column text(Column value, DataType type) {
        return functions.to_json(texted(value, type), TIMES);
    }

    /** The value that {@link #text} made a text of. */
    public static Column value(Column text, DataType type) {
        return type instanceof VariantType
                ? functions.parse_json(text)
                : restored(functions.from_json(text, texted(type), TIMES), type);
    }

    /** With texts for the keys of all maps. */
    private static DataType texted(DataType type) {
        if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field ->
                            new StructField(field.name(), texted(field.dataType()), field.nullable(), field.metadata()))
                    .toArray(StructField[]::new));
        } else if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(texted(array.elementType()), array.containsNull());
        } else if (type instanceof MapType map) {
            return DataTypes.createMapType(
                    map.keyType() instanceof StringType ? map.keyType() : DataTypes.StringType,
                    texted(map.valueType()),
                    map.valueContainsNull());
        }
        return type;
    }

    private static Column texted(Column value, DataType type) {
        return changed(value, type, Json::texted, Json::key);
    }

    private static Column restored(Column value, DataType type) {
        return changed(value, type, Json::restored, Json::keyOf);
    }

    /** One column of another, which is of a type. */
    private interface Change {
        Column of(Column value, DataType type);
    }

    /** A value whose parts are changed where there are keys to be changed in it. */
    private static Column changed(Column value, DataType type, Change part, Change key) {
        if (texted(type).equals(type)) {
            return value;
        } else if (type instanceof StructType struct) {
            Column[] fields = Arrays.stream(struct.fields())
                    .map(field -> part.of(value.getField(field.name()), field.dataType())
                            .as(field.name()))
                    .toArray(Column[]::new);
            return functions.when(value.isNotNull(), functions.struct(fields));
        } else if (type instanceof ArrayType array) {
            return functions.transform(value, element -> part.of(element, array.elementType()));
        }
        MapType map = (MapType) type;
        Column values = functions.transform_values(value, (name, of) -> part.of(of, map.valueType()));
        return map.keyType() instanceof StringType
                ? values
                : functions.transform_keys(values, (name, of) -> key.of(name, map.keyType()));
    }

    private static Column key(Column key, DataType type) {
        if (nested(type)) {
            return text(key, type);
        } else if (type instanceof BinaryType) {
            return functions.base64(key);
        }
        return type instanceof TimestampType
                ? functions.get_json_object(functions.to_json(functions.array(key), TIMES), "$[0]")
                : key.cast(DataTypes.StringType);
    }

    private static Column keyOf(Column text, DataType type) {
        if (nested(type)) {
            return value(text, type);
        }
        return type instanceof BinaryType ? functions.unbase64(text) : text.cast(type);
    }
}
