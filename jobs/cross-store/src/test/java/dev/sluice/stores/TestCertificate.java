package dev.sluice.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that a test makes itself, signed by its own key and good for the host 127.0.0.1 alone, as files in PEM.
 *
 * @param certificate the file that is also the authority to trust
 * @param key the file of its private key
 */
public record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "as good as none";

    /** Makes one, by the JDK's keytool. */
    public static TestCertificate in(Path folder, String name) throws IOException {
        Path store = folder.resolve(name + ".p12");
        FaultCase.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1");
        try {
            KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new TestCertificate(
                    pem(
                            folder,
                            name + ".crt",
                            "CERTIFICATE",
                            made.getCertificate(name).getEncoded()),
                    pem(
                            folder,
                            name + ".key",
                            "PRIVATE KEY",
                            made.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path pem(Path folder, String name, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
