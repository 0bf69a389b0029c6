# Sourced: builds the benchmarks and what they measure; then "bench CLASS ARGUMENT ..." runs one of their mains.
root=$(cd "$here/../.." && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
(cd "$root" && mvn -q -B -Dstyle.color=never -Pbench -pl bench/stores -am -DskipTests process-classes) >&2

options=(-Dlog4j2.configurationFile="$here/log4j2.properties"
  -XX:+IgnoreUnrecognizedVMOptions -Djdk.reflect.useDirectMethodHandle=false)
# As in org.apache.spark.launcher.JavaModuleOptions.
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done

bench() {
  "$java" "${options[@]}" -cp "$here/target/classes:$(cat "$here/target/bench.classpath")" \
    "dev.sluice.bench.stores.$1" "${@:2}"
}
