package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.SparkFaults;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestGeoipTransform {
    private static final String CLIENTS = """
            SELECT * FROM VALUES
              (7L, '203.0.113.77'), (7L, '198.51.100.1'), (7L, '2001:db8:5::1'), (8L, '192.0.2.1'), (8L, 'no address'),
              (8L, NULL), (8L, '::ffff:203.0.113.1') AS t(_item, ip)""";
    private static final Map<String, Object> TURKU = Map.of(
            "continent", Map.of("code", "EU"),
            "country", Map.of("iso_code", "FI", "names", Map.of("en", "Finland", "fi", "Suomi")),
            "subdivisions",
                    List.of(
                            Map.of("iso_code", "19", "names", Map.of("en", "Southwest Finland")),
                            Map.of("iso_code", "853")),
            "city", Map.of("names", Map.of("en", "Turku", "fi", "Turku", "sv", "Åbo")),
            "postal", Map.of("code", "20100"),
            "location", Map.of("latitude", 60.45, "longitude", 22.27, "time_zone", "Europe/Helsinki"));

    @TempDir
    private Path folder;

    private Path city;

    @BeforeEach
    void writeDatabases() {
        city = folder.resolve("city.mmdb");
        cities().write(city);
    }

    private static MmdbFile cities() {
        return MmdbFile.ofType("GeoLite2-City", "en", "fi", "sv")
                .with("203.0.113.0/24", TURKU)
                .with("198.51.100.0/25", Map.of("country", Map.of("iso_code", "SE"), "subdivisions", List.of()))
                .with("2001:db8:5::/48", Map.of("country", Map.of("iso_code", "NO"), "city", "no map"));
    }

    private String settings(Path database, String more) {
        return "type = geoip, column = ip, database = \"" + database + "\", " + more;
    }

    @Test
    void addsWhatTheDatabaseKnowsAndKeepsEveryRow() {
        Dataset<Row> made = Steps.made(
                CLIENTS,
                settings(
                        city,
                        "fields = [continent, country, country-name, region, region-name, city, postal-code, latitude,"
                                + " longitude, time-zone]"));

        assertThat(made.schema().simpleString())
                .isEqualTo("struct<ip:string,geo_continent:string,geo_country:string,geo_country_name:string,"
                        + "geo_region:string,geo_region_name:string,geo_city:string,geo_postal_code:string,"
                        + "geo_latitude:double,geo_longitude:double,geo_time_zone:string,_item:bigint>");
        String turku = ",EU,FI,Finland,19,Southwest Finland,Turku,20100,60.45,22.27,Europe/Helsinki,";
        String nothing = ",null,null,null,null,null,null,null,null,null,null,";
        assertThat(Steps.rows(made))
                .containsExactly(
                        "[203.0.113.77" + turku + "7]",
                        "[198.51.100.1" + nothing.replaceFirst("null,null", "null,SE") + "7]",
                        "[2001:db8:5::1" + nothing.replaceFirst("null,null", "null,NO") + "7]",
                        "[192.0.2.1" + nothing + "8]",
                        "[no address" + nothing + "8]",
                        "[null" + nothing + "8]",
                        "[::ffff:203.0.113.1" + turku + "8]");
    }

    @Test
    void speaksTheLanguageThatTheFileAsksFor() {
        assertThat(Steps.rows(Steps.made(
                                CLIENTS, settings(city, "fields = [country-name, city], language = sv, prefix = \"\""))
                        .select("country_name", "city")
                        .limit(1)))
                .containsExactly("[null,Åbo]");
    }

    @Test
    void readsOperatorsOfNetworks() {
        Path isp = folder.resolve("isp.mmdb");
        MmdbFile.ofType("GeoIP2-ISP")
                .with(
                        "203.0.113.0/24",
                        Map.of(
                                "autonomous_system_number", 4_200_000_001L,
                                "autonomous_system_organization", "Example Net",
                                "isp", "Example ISP",
                                "organization", "Example Oy"))
                .write(isp);
        Path asn = folder.resolve("asn.mmdb");
        MmdbFile.ofIpv4("GeoLite2-ASN")
                .with("203.0.113.0/24", Map.of("autonomous_system_number", 64_500L))
                .write(asn);

        assertThat(Steps.rows(Steps.made(CLIENTS, settings(isp, "fields = [asn, as-organization, isp, organization]"))
                        .limit(1)))
                .containsExactly("[203.0.113.77,4200000001,Example Net,Example ISP,Example Oy,7]");
        assertThat(Steps.rows(
                        Steps.made(CLIENTS, settings(asn, "fields = [asn]")).select("geo_asn")))
                .as("a database of IPv4 alone")
                .containsExactly("[64500]", "[null]", "[null]", "[null]", "[null]", "[null]", "[64500]");
        assertThat(Steps.rows(Steps.made("SELECT 'cb00:7100::1' AS ip", settings(asn, "fields = [asn]"))))
                .as("the bits of 203.0.113.0, and no address of it")
                .containsExactly("[cb00:7100::1,null]");
    }

    @Test
    void givesTheSameWithGeneratedCode() {
        SparkSession generating = LocalSpark.session().newSession();
        generating.conf().set("spark.sql.codegen.wholeStage", "true");
        generating.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
        String settings = settings(city, "fields = [country, city]");

        assertThat(Steps.rows(Steps.made(generating, CLIENTS, settings)))
                .isEqualTo(Steps.rows(Steps.made(CLIENTS, settings)));
    }

    @Test
    void opensAFileOnceAndAgainWhenItWasReplaced() {
        GeoDatabase first = GeoDatabase.open(city);

        assertThat(GeoDatabase.open(city)).isSameAs(first);
        cities().with("192.0.2.0/24", TURKU).write(city);
        assertThat(GeoDatabase.open(city)).isNotSameAs(first);
        assertThat(first.find(IpText.parse("203.0.113.1").orElseThrow()))
                .as("who reads the file before goes on")
                .isNotEmpty();
    }

    @Test
    void failsATaskThatMeetsOtherDataThanWerePlannedWith() {
        Dataset<Row> made = Steps.made(CLIENTS, settings(city, "fields = [country]"));
        cities().with("192.0.2.0/24", TURKU).write(city);

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> made.collectAsList())
                .satisfies(e -> {
                    Fault fault = SparkFaults.translate(e, Code.SETTINGS);
                    assertThat(fault.code()).isEqualTo(Code.INPUT_CHANGED);
                    assertThat(fault).hasMessageStartingWith("Cannot use database: " + city + " holds ");
                });
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path torn = folder.resolve("torn.mmdb");
        Files.write(torn, "not a database at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Path empty = Files.createFile(folder.resolve("empty.mmdb"));

        refuses(folder.resolve("none.mmdb"), "country", Code.INPUT_MISSING, 66, "none.mmdb is not there (get it from");
        refuses(folder, "country", Code.INPUT_MISSING, 66, " is no file (name the .mmdb file in it)");
        refuses(torn, "country", Code.INPUT_DAMAGED, 65, "torn.mmdb is no whole MaxMind DB file (get it anew");
        refuses(empty, "country", Code.INPUT_DAMAGED, 65, "empty.mmdb is no whole MaxMind DB file (get it anew");
    }

    @Test
    void saysWhatIsWrongWithItsType() {
        Path country = folder.resolve("country.mmdb");
        MmdbFile.ofType("DBIP-Country-Lite", "en").with("203.0.113.0/24", TURKU).write(country);
        Path odd = folder.resolve("odd.mmdb");
        MmdbFile.ofType("GeoIP2-Domain")
                .with("203.0.113.0/24", Map.of("domain", "a.example"))
                .write(odd);

        refuses(
                country,
                "country, time-zone",
                Code.SETTINGS,
                78,
                "country.mmdb is of type DBIP-Country-Lite, which has no time-zone"
                        + " (it has: continent, country, country-name)");
        refuses(city, "isp", Code.SETTINGS, 78, "is of type GeoLite2-City, which has no isp (it has: continent,");
        refuses(
                odd,
                "country",
                Code.SETTINGS,
                78,
                "which has no country (a Country, City, Enterprise, ASN or ISP database is wanted)");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(CLIENTS, settings(city, "fields = [country, city], language = xx")))
                .withMessageContaining("has no names in language \"xx\" (it has: en, fi, sv)")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        assertThat(Steps.made(CLIENTS, settings(city, "fields = [country], language = xx"))
                        .columns())
                .as("no name is wanted")
                .contains("geo_country");
    }

    private void refuses(Path database, String fields, Code code, int status, String message) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(CLIENTS, settings(database, "fields = [" + fields + "]")))
                .withMessageContaining(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code))
                .satisfies(fault -> assertThat(fault.code().exitStatus()).isEqualTo(status));
    }

    @Test
    void refusesSettingsWithTheirLines() {
        assertThat(Steps.problems("type = geoip, column = ip, database = \"/x\"\nfields = []"))
                .containsExactly("2 fields names no field; such as country, city, asn");
        assertThat(Steps.problems("type = geoip, column = ip, fields = [asn]\ndatabase = \"s3://bucket/x.mmdb\""))
                .containsExactly("2 database \"s3://bucket/x.mmdb\" is not a local path; the file is mapped");
        assertThat(Steps.problems("type = geoip, column = ip, database = \"/x\"\nfields = [country, town]"))
                .hasSize(1)
                .allMatch(
                        one -> one.startsWith("2 fields[1] \"town\" is not one of continent, country, country-name,"));
    }

    @Test
    void hasItsPresets() {
        assertThat(Steps.step("type = geoip, column = ip, database = \"/x\", fields = [asn, asn]"))
                .isEqualTo(
                        new GeoipTransform("made", "t", "ip", new Location("/x"), List.of(GeoField.ASN), "en", "geo_"));
        assertThat(Steps.step("type = geoip, column = ip, database = \"file:/x\", fields = [asn]")
                        .combinesRows())
                .isFalse();
    }
}
