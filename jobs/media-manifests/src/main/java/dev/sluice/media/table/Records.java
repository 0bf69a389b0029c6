package dev.sluice.media.table;

import dev.sluice.settings.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Java records as Spark rows. A component {@code bitRate} is the column {@code bit_rate}; its {@link Doc} is the column's
 * comment. Types: String, int, long, double, boolean, {@link Instant} (TIMESTAMP), enums (STRING, in lower case with
 * dashes), records (STRUCT), List (ARRAY), Map with String keys (MAP); an Optional of these may be null, and nothing else
 * is. Thread-safe.
 */
public final class Records {
    private static final Map<Class<?>, DataType> SCALARS = Map.of(
            String.class, DataTypes.StringType,
            int.class, DataTypes.IntegerType,
            Integer.class, DataTypes.IntegerType,
            long.class, DataTypes.LongType,
            Long.class, DataTypes.LongType,
            double.class, DataTypes.DoubleType,
            Double.class, DataTypes.DoubleType,
            boolean.class, DataTypes.BooleanType,
            Boolean.class, DataTypes.BooleanType,
            Instant.class, DataTypes.TimestampType);

    private static final ClassValue<StructType> SCHEMAS = new ClassValue<>() {
        @Override
        protected StructType computeValue(Class<?> type) {
            return columns(type.asSubclass(Record.class));
        }
    };

    private Records() {}

    /** The columns of a record, in the order of its components. */
    public static StructType schema(Class<? extends Record> type) {
        return SCHEMAS.get(type);
    }

    private static StructType columns(Class<? extends Record> type) {
        StructType schema = new StructType();
        for (RecordShape.Part part : RecordShape.of(type).parts()) {
            StructField field =
                    new StructField(part.name(), type(part.type()), part.raw() == Optional.class, Metadata.empty());
            Doc doc = part.component().getAnnotation(Doc.class);
            schema = schema.add(doc == null ? field : field.withComment(doc.value()));
        }
        return schema;
    }

    /** The row of a record, as {@link #schema} has its columns, which it knows by name; it can be serialised. */
    public static Row row(Record value) {
        List<RecordShape.Part> parts = RecordShape.of(value.getClass()).parts();
        Object[] cells = new Object[parts.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(parts.get(i).of(value));
        }
        return new GenericRowWithSchema(cells, schema(value.getClass()));
    }

    /** The record of a row, by the names of its columns; columns that the record has no component for are left out. */
    public static <T extends Record> T record(Class<T> type, Row row) {
        RecordShape<T> shape = RecordShape.of(type);
        Object[] values = new Object[shape.parts().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Part part = shape.parts().get(i);
            values[i] = value(part.type(), row.getAs(part.name()));
        }
        return shape.make(values);
    }

    private static DataType type(Type type) {
        if (type instanceof ParameterizedType generic) {
            DataType last = type(RecordShape.inner(generic));
            if (generic.getRawType() == Optional.class) {
                return last;
            }
            return generic.getRawType() == List.class
                    ? DataTypes.createArrayType(last, false)
                    : DataTypes.createMapType(DataTypes.StringType, last, false);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return schema(plain.asSubclass(Record.class));
        }
        DataType scalar = plain.isEnum() ? DataTypes.StringType : SCALARS.get(plain);
        if (scalar == null) {
            throw new IllegalArgumentException("No column can hold a " + plain.getName());
        }
        return scalar;
    }

    private static Object cell(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Records::cell).orElse(null);
        }
        if (value instanceof Record inner) {
            return row(inner);
        }
        if (value instanceof Enum<?> constant) {
            return RecordShape.word(constant);
        }
        if (value instanceof List<?> list) {
            return CollectionConverters.asScala(list.stream().map(Records::cell).toList())
                    .toSeq();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> cells = new LinkedHashMap<>();
            // In one order, because that of an unmodifiable map is another in each process.
            new TreeMap<>(map).forEach((key, each) -> cells.put(key, cell(each)));
            return CollectionConverters.asScala(cells);
        }
        return value;
    }

    private static Object value(Type type, Object cell) {
        if (type instanceof ParameterizedType generic) {
            Type inner = RecordShape.inner(generic);
            if (generic.getRawType() == Optional.class) {
                return Optional.ofNullable(cell).map(present -> value(inner, present));
            }
            if (generic.getRawType() == List.class) {
                return CollectionConverters.asJava((scala.collection.Seq<?>) cell).stream()
                        .map(each -> value(inner, each))
                        .toList();
            }
            Map<Object, Object> values = new LinkedHashMap<>();
            CollectionConverters.asJava((scala.collection.Map<?, ?>) cell)
                    .forEach((key, each) -> values.put(key, value(inner, each)));
            return values;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain.asSubclass(Record.class), (Row) cell);
        }
        if (plain.isEnum()) {
            return constant(plain, (String) cell);
        }
        return cell instanceof java.sql.Timestamp moment ? moment.toInstant() : cell;
    }

    private static Object constant(Class<?> type, String word) {
        for (Object constant : type.getEnumConstants()) {
            if (RecordShape.word((Enum<?>) constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": " + word);
    }
}
