package dev.sluice.transform;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A table made by one query. The query is parsed when the job file is bound; names and types are checked when the plan
 * is built ({@link dev.sluice.fault.Code#SETTINGS}). A column {@code _item} in the result becomes the last one.
 *
 * @param sql the query; once made, also when it came from a file
 */
@Doc("a table made by one SQL query")
public record SqlTransform(
        @Doc("the name of the table that the query makes") String name,
        @Doc("the query; this or file") Optional<String> sql,

        @Doc("a local file that holds the query; this or sql")
        Optional<Location> file,

        @Doc("slice: combining the rows of each slice alone is meant")
        Optional<StepScope> scope)
        implements Transform {
    public SqlTransform {
        if (sql.isPresent() && file.isPresent()) {
            throw new InvalidSetting("file", "give either sql or file, not both");
        }
        if (sql.isEmpty() && file.isEmpty()) {
            throw new InvalidSetting("sql", "missing; give the query as sql or file");
        }
        String setting = file.isPresent() ? "file" : "sql";
        sql = file.isPresent() ? file.map(SqlTransform::read) : sql;
        ParsedSql.query(setting, sql.orElseThrow());
    }

    @Override
    public List<String> inputs() {
        return parsed().tables();
    }

    @Override
    public List<String> texts() {
        return List.of(sql.orElseThrow());
    }

    @Override
    public boolean combinesRows() {
        return parsed().combinesRows();
    }

    @Override
    public boolean drops(String column) {
        return parsed().drops(column);
    }

    @Override
    public boolean sliceScoped() {
        return scope.isPresent();
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        return in.with(name, Columns.itemLast(name, Plans.build(name, () -> spark.sql(sql.orElseThrow()))));
    }

    private ParsedSql parsed() {
        return ParsedSql.query("sql", sql.orElseThrow());
    }

    private static String read(Location file) {
        try {
            String uri = file.uri();
            return Files.readString(uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting("file", "\"" + file + "\" cannot be read; a local file is wanted");
        }
    }
}
