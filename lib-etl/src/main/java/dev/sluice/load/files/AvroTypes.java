package dev.sluice.load.files;

import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What Avro has for Spark's types: of whole numbers int and long alone (Avro 1.12 specification, "Primitive Types").
 */
final class AvroTypes {
    private AvroTypes() {}

    /** The type that holds the values of another one, the same where Avro has it. */
    static DataType of(DataType type) {
        if (type instanceof ByteType || type instanceof ShortType) {
            return DataTypes.IntegerType;
        } else if (type instanceof ArrayType array) {
            return new ArrayType(of(array.elementType()), array.containsNull());
        } else if (type instanceof MapType map) {
            return new MapType(map.keyType(), of(map.valueType()), map.valueContainsNull());
        } else if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field ->
                            new StructField(field.name(), of(field.dataType()), field.nullable(), field.metadata()))
                    .toArray(StructField[]::new));
        }
        return type;
    }
}
