package dev.sluice.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class Version implements IVersionProvider {
    static String current() {
        String built = Version.class.getPackage().getImplementationVersion();
        return built == null ? "development" : built;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "sluice " + current() + " (Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ")"
        };
    }
}
