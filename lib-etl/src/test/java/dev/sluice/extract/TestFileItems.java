package dev.sluice.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.settings.Location;
import dev.sluice.slice.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileItems {
    @TempDir
    Path base;

    private Path in;
    private Plans plans;
    private List<Items.Remark> remarks;

    @BeforeEach
    void folder() throws IOException {
        in = Files.createDirectory(base.resolve("in"));
        plans = new Plans(base.resolve("scratch"), Slicing.usual());
    }

    @Test
    void leavesTheVersionOfALonelyFileToReading() throws IOException {
        write("a.log", text(1, 10_000));
        write("b.gz", Plans.gzip(text(2, 10_000)));
        Map<String, Item> items = list();
        assertThat(items.get("a.log").version()).isEmpty();
        assertThat(items.get("a.log").bytes()).isEqualTo(10_000);
        assertThat(items.get("b.gz").bytes()).isEqualTo(10_000);
        FilePin pin = FilePin.read(items.get("b.gz").detail());
        assertThat(pin.length()).isEqualTo(-1);
        assertThat(pin.prefixLength()).isEqualTo(4096);
    }

    @Test
    void recognisesWhatLiesUnchanged() throws IOException {
        write("a.log", text(1, 10_000));
        Item first = publishAll().get("a.log");
        Item again = list().get("a.log");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.version()).contains(version(text(1, 10_000)));
        assertThat(remarks).isEmpty();
    }

    @Test
    void followsARotationThroughCompression() throws IOException {
        write("access.log", text(1, 10_000));
        String id = publishAll().get("access.log").id();
        Files.delete(in.resolve("access.log"));
        write("access.log.1.gz", Plans.gzip(text(1, 10_000)));
        write("access.log", text(2, 9_000));
        Map<String, Item> items = list();
        assertThat(items.get("access.log.1.gz").id()).isEqualTo(id);
        assertThat(items.get("access.log.1.gz").version()).contains(version(text(1, 10_000)));
        assertThat(items.get("access.log").id()).isNotEqualTo(id);
        assertThat(codes()).containsExactly("RENAMED");
    }

    @Test
    void takesAGrownFileAsANewVersion() throws IOException {
        write("short.log", text(1, 100));
        write("long.log", text(2, 10_000));
        Map<String, Item> before = publishAll();
        write("short.log", text(1, 6_000));
        write("long.log", text(2, 11_000));
        Map<String, Item> after = list();
        assertThat(after.get("short.log").id())
                .isEqualTo(before.get("short.log").id());
        assertThat(after.get("short.log").version()).contains(version(text(1, 6_000)));
        assertThat(after.get("long.log").id()).isEqualTo(before.get("long.log").id());
        assertThat(FilePin.read(after.get("long.log").detail()).length()).isEqualTo(11_000);
        assertThat(codes()).isEmpty();
    }

    @Test
    void findsDuplicatesOfKnownAndOfNewFiles() throws IOException {
        write("known.log", text(1, 10_000));
        publishAll();
        write("copy.gz", Plans.gzip(text(1, 10_000)));
        write("cut.log", text(1, 5_000));
        write("new.log", text(2, 100));
        write("new.gz", Plans.gzip(text(2, 100)));
        write("newer.log", text(2, 300));
        assertThat(list()).containsOnlyKeys("known.log", "newer.log");
        assertThat(codes()).containsExactly("DUPLICATE_OF", "DUPLICATE_OF", "DUPLICATE_OF", "DUPLICATE_OF");
    }

    @Test
    void keepsWhatContinuesOtherwiseApart() throws IOException {
        write("a.log", text(1, 10_000));
        String id = publishAll().get("a.log").id();
        Files.delete(in.resolve("a.log"));
        write("b.log", joined(text(1, 10_000), "one"));
        write("c.log", joined(text(1, 10_000), "two"));
        Map<String, Item> items = publishAll();
        assertThat(items.get("b.log").id()).isEqualTo(id);
        String apart = items.get("c.log").id();
        assertThat(apart).isNotEqualTo(id);
        write("c.log", joined(text(1, 10_000), "two and more"));
        assertThat(list().get("c.log").id()).isEqualTo(apart);
    }

    @Test
    void neverTakesADifferentFileForADuplicate() throws IOException {
        byte[] other = text(1, 10_000);
        other[9_000] = '!';
        write("a.log", text(1, 10_000));
        publishAll();
        write("b.log", other);
        Map<String, Item> items = list();
        assertThat(items).containsOnlyKeys("a.log", "b.log");
        assertThat(items.get("b.log").id()).isNotEqualTo(items.get("a.log").id());
        assertThat(codes()).isEmpty();
    }

    @Test
    void growthElsewhereTakesTheItem() throws IOException {
        write("a.log", text(1, 10_000));
        String id = publishAll().get("a.log").id();
        write("b.log", text(1, 12_000));
        Map<String, Item> items = publishAll();
        assertThat(items).containsOnlyKeys("b.log");
        assertThat(items.get("b.log").id()).isEqualTo(id);
        assertThat(list()).containsOnlyKeys("b.log");
        assertThat(codes()).containsExactly("DUPLICATE_OF");
    }

    @Test
    void remarksOnAGzipFileWithNothingInIt() throws IOException {
        write("a.gz", Plans.gzip(new byte[0]));
        assertThat(list()).isEmpty();
        assertThat(codes()).containsExactly("EMPTY");
    }

    @Test
    void tellsAGzipFileThatIsCutInItsHeaderFromAnEmptyOne() throws IOException {
        write("a.gz", Arrays.copyOf(Plans.gzip(text(1, 100)), 9));
        write("b.gz", new byte[] {0x1f, (byte) 0x8b, 8});
        assertThat(list()).isEmpty();
        assertThat(codes()).containsExactly("DAMAGED", "DAMAGED");
    }

    @Test
    void readsARenamedFileAndACopyOnceAndRemembersThem() throws IOException {
        write("a.log", text(1, 10_000));
        publishAll();
        Files.move(in.resolve("a.log"), in.resolve("b.log"));
        write("c.log", text(1, 10_000));
        write("d.log", Arrays.copyOf(text(1, 10_000), 5_000));
        list();
        assertThat(codes()).containsExactly("DUPLICATE_OF", "DUPLICATE_OF", "RENAMED");
        for (String name : List.of("b.log", "c.log", "d.log")) {
            changeUnseen(in.resolve(name));
        }

        Map<String, Item> again = list();
        assertThat(again).containsOnlyKeys("b.log");
        assertThat(again.get("b.log").version()).contains(version(text(1, 10_000)));
        assertThat(codes()).containsExactly("DUPLICATE_OF", "DUPLICATE_OF");
    }

    @Test
    void remembersWhichLongFileAShortOneBegins() throws IOException {
        write("long.log", text(1, 10_000));
        write("short.log", text(1, 700));
        publishAll();
        assertThat(list()).containsOnlyKeys("long.log");
        assertThat(codes()).containsExactly("DUPLICATE_OF");
    }

    @Test
    void findsAShortFileThatBeginsALongKnownOneAndReadsItOnce() throws IOException {
        write("long.log", text(1, 10_000));
        write("other.log", joined(Arrays.copyOf(text(1, 10_000), 50), "otherwise"));
        publishAll();
        for (int length : new int[] {16, 31, 700, 4_095}) {
            write("s" + length, Arrays.copyOf(text(1, 10_000), length));
        }
        write("s.gz", Plans.gzip(Arrays.copyOf(text(1, 10_000), 3_000)));
        write("differs", joined(Arrays.copyOf(text(1, 10_000), 60), "!"));

        assertThat(list()).containsOnlyKeys("long.log", "other.log", "differs");
        assertThat(codes()).hasSize(5).containsOnly("DUPLICATE_OF");
        changeUnseen(in.resolve("s700"));
        assertThat(list()).containsOnlyKeys("long.log", "other.log", "differs");
    }

    @Test
    void aShortFileIsAnItemOfItsOwnWhenTheLongOneIsGone() throws IOException {
        write("long.log", text(1, 10_000));
        publishAll();
        Files.delete(in.resolve("long.log"));
        write("short.log", Arrays.copyOf(text(1, 10_000), 700));

        assertThat(list()).containsOnlyKeys("short.log");
    }

    @Test
    void findsTheShortContentsThatManySmallFilesBeginWith() throws IOException {
        for (int i = 1; i <= 300; i++) {
            write("f" + i, text(i, 10 + i % 50));
        }
        write("grown", text(7, 200));
        Map<String, Item> items = list();
        assertThat(items).hasSize(300).doesNotContainKey("f7");
        assertThat(remarks)
                .singleElement()
                .satisfies(remark -> assertThat(remark.message()).endsWith("grown"));
    }

    @Test
    void hashesAllFilesWhenAsked() throws IOException {
        write("a.log", text(1, 10_000));
        Items items = FileItems.listHashed(LocalSpark.session(), set(), plans.scope());
        assertThat(Plans.byPlace(items).values())
                .singleElement()
                .satisfies(item -> assertThat(item.version()).contains(version(text(1, 10_000))));
    }

    @Test
    void keepsOddNames() throws IOException {
        for (String name : TestFileListing.ODD) {
            write(name, name.getBytes(UTF_8));
        }
        assertThat(list()).containsOnlyKeys(TestFileListing.ODD);
        publishAll();
        assertThat(list().values())
                .allSatisfy(item -> assertThat(item.version()).isPresent());
        assertThat(codes()).isEmpty();
    }

    private Map<String, Item> list() {
        Items items = FileItems.list(LocalSpark.session(), set(), plans.scope());
        remarks = items.remarks();
        Map<String, Item> byName = new TreeMap<>();
        Plans.byPlace(items)
                .forEach((place, item) -> byName.put(FilePin.path(place).getName(), item));
        assertThat(byName.values().stream().map(Item::id)).doesNotHaveDuplicates();
        return byName;
    }

    /** Lists, and remembers all as published, with the versions that a reader would have found. */
    private Map<String, Item> publishAll() throws IOException {
        Map<String, Item> items = list();
        for (Item item : items.values()) {
            FilePin pin = FilePin.read(item.detail());
            ContentHash hash = new ContentHash();
            try (Content content = Content.open(
                    LocalSpark.session().sparkContext().hadoopConfiguration(), pin.location(), pin.size())) {
                byte[] bytes = content.readAllBytes();
                hash.update(bytes, 0, bytes.length);
            }
            assertThat(item.version().orElse(hash.version())).isEqualTo(hash.version());
            plans.publish(
                    item.id(), hash.version(), pin.withContent(hash.version()).toJson());
        }
        return items;
    }

    private FileSet set() {
        return new FileSet(List.of(new Location(in.toString())), List.of(), Duration.ZERO);
    }

    private List<String> codes() {
        return remarks.stream().map(Items.Remark::code).toList();
    }

    /** Other bytes under the same size and date: whoever reads the file again takes it for another. */
    private static void changeUnseen(Path file) throws IOException {
        FileTime date = Files.getLastModifiedTime(file);
        Files.write(file, text(99, (int) Files.size(file)));
        Files.setLastModifiedTime(file, date);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(in.resolve(name), bytes);
    }

    private static byte[] text(long seed, int length) {
        return TestContent.text(seed, length);
    }

    private static byte[] joined(byte[] bytes, String more) {
        byte[] end = more.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + end.length);
        System.arraycopy(end, 0, all, bytes.length, end.length);
        return all;
    }

    private static String version(byte[] bytes) {
        ContentHash hash = new ContentHash();
        hash.update(bytes, 0, bytes.length);
        return hash.version();
    }
}
