package dev.sluice.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A job file that was read, with its substitutions resolved once.
 *
 * @param path as it was given
 * @param baseFolder the absolute folder of the file, which relative paths in it are relative to
 * @param root everything in it
 * @param hash 16 hex digits of the SHA-256 of the resolved settings: the same for another order, layout or comment.
 *     Secrets take part as references only
 */
public record ConfFile(Path path, Path baseFolder, ConfigObject root, String hash) {
    /** Throws {@link Code#INPUT_MISSING} when there is no such file, {@link Code#SETTINGS} when it is not HOCON. */
    public static ConfFile read(Path path) {
        return read(path, System.getenv());
    }

    /** The same with {@code ${?NAME}} looked up in the given environment. */
    public static ConfFile read(Path path, Map<String, String> environment) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            String why =
                    Files.isDirectory(path) ? "it is a folder" : Files.exists(path) ? "not readable" : "no such file";
            throw new Fault(Code.INPUT_MISSING, "Cannot read job file: " + path + " (" + why + ")");
        }
        try {
            ConfigParseOptions parsing =
                    ConfigParseOptions.defaults().setAllowMissing(false).setSyntax(ConfigSyntax.CONF);
            ConfigResolveOptions resolving = ConfigResolveOptions.noSystem().appendResolver(new Lookup(environment));
            Config config = ConfigFactory.parseFile(path.toFile(), parsing).resolve(resolving);
            Path folder = path.toAbsolutePath().getParent();
            return new ConfFile(path, folder, config.root(), hash(config.root()));
        } catch (ConfigException e) {
            throw new Fault(Code.SETTINGS, describe(path, e), e);
        }
    }

    public Config config() {
        return root.toConfig();
    }

    public Origins origins() {
        return new Origins(root);
    }

    private static String describe(Path path, ConfigException e) {
        String message = e.getMessage();
        int line = 0;
        if (e.origin() != null) {
            line = e.origin().lineNumber();
            String prefix = e.origin().description() + ": ";
            message = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        }
        Problems problems = new Problems();
        problems.add(line, "", message);
        return problems.text(path);
    }

    private static String hash(ConfigObject root) {
        try {
            byte[] text = root.render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot hash settings: SHA-256", e);
        }
    }

    private record Lookup(Map<String, String> environment) implements ConfigResolver {
        @Override
        public ConfigValue lookup(String path) {
            String found = environment.get(path);
            return found == null ? null : ConfigValueFactory.fromAnyRef(found, "environment variable " + path);
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this;
        }
    }
}
