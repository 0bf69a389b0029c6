package dev.sluice.run;

import dev.sluice.extract.FilesSource;
import dev.sluice.extract.JdbcSource;
import dev.sluice.extract.Source;
import dev.sluice.extract.TableSource;
import dev.sluice.load.Sink;
import dev.sluice.load.files.FilesSink;
import dev.sluice.load.iceberg.IcebergSink;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.settings.Kind;
import dev.sluice.settings.Kinds;
import dev.sluice.transform.DedupeTransform;
import dev.sluice.transform.GeoipTransform;
import dev.sluice.transform.Mask;
import dev.sluice.transform.MaskTransform;
import dev.sluice.transform.SessionsTransform;
import dev.sluice.transform.SqlTransform;
import dev.sluice.transform.Transform;
import dev.sluice.transform.UrlTransform;
import dev.sluice.transform.UserAgentTransform;
import dev.sluice.transform.ValidateTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The kinds that the library itself brings. */
public final class BuiltIn implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(
                new Kind<>("files", FilesSource.class),
                new Kind<>("table", TableSource.class),
                new Kind<>("jdbc", JdbcSource.class));
    }

    @Override
    public List<Kind<Transform>> transforms() {
        return List.of(
                new Kind<>("sql", SqlTransform.class),
                new Kind<>("validate", ValidateTransform.class),
                new Kind<>("dedupe", DedupeTransform.class),
                new Kind<>("url", UrlTransform.class),
                new Kind<>("mask", MaskTransform.class),
                new Kind<>("sessions", SessionsTransform.class),
                new Kind<>("geoip", GeoipTransform.class),
                new Kind<>("user-agent", UserAgentTransform.class));
    }

    @Override
    public List<Kind<Sink>> sinks() {
        return List.of(
                new Kind<>("files", FilesSink.class),
                new Kind<>("iceberg", IcebergSink.class),
                new Kind<>("jdbc", JdbcSink.class));
    }

    /** What is on the class path, this one among it. */
    public static Iterable<Plugin> plugins() {
        return ServiceLoader.load(Plugin.class, BuiltIn.class.getClassLoader());
    }

    /** The ways in which a step of the kind mask makes a column less telling. */
    private static List<Kind<?>> masks() {
        return List.of(
                new Kind<>("drop", Mask.Drop.class),
                new Kind<>("to-null", Mask.ToNull.class),
                new Kind<>("ip", Mask.Ip.class),
                new Kind<>("hash", Mask.Hash.class),
                new Kind<>("replace", Mask.Replace.class),
                new Kind<>("keep-last", Mask.KeepLast.class));
    }

    /** Every kind whose jar is on the class path. */
    public static Kinds kinds() {
        List<Kind<?>> sources = new ArrayList<>();
        List<Kind<?>> transforms = new ArrayList<>();
        List<Kind<?>> sinks = new ArrayList<>();
        for (Plugin plugin : plugins()) {
            sources.addAll(plugin.sources());
            transforms.addAll(plugin.transforms());
            sinks.addAll(plugin.sinks());
        }
        return Kinds.of(
                Map.of(Source.class, sources, Transform.class, transforms, Mask.class, masks(), Sink.class, sinks));
    }
}
