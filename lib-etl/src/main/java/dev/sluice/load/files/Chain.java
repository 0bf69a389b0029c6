package dev.sluice.load.files;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The heads of one load: files {@code head-1}, {@code head-2}, ... of which each is a whole receipt and none is ever
 * changed or deleted. The highest is the head; making the next name exist is the commit.
 */
final class Chain {
    private final Place place;
    private final String folder;

    private Chain(Place place, String folder) {
        this.place = place;
        this.folder = folder;
    }

    /** A renamed load goes on in the folder where its chain began. */
    static Chain of(Place place, LoadId load) throws IOException {
        ArrayList<String> folders = new ArrayList<>(List.of(Names.folder(load.job(), load.load())));
        for (LoadId name : names(load)) {
            folders.add(Names.folder(name.job(), name.load()));
        }
        for (String folder : folders) {
            Chain chain = new Chain(place, folder);
            if (!chain.numbers().isEmpty()) {
                return chain;
            }
        }
        return new Chain(place, folders.get(0));
    }

    /** The load under its name of today and all earlier ones. */
    static List<LoadId> names(LoadId load) {
        ArrayList<LoadId> names = new ArrayList<>(List.of(LoadId.of(load.job(), load.load())));
        for (String was : load.was()) {
            int slash = was.indexOf('/');
            names.add(LoadId.of(was.substring(0, slash), was.substring(slash + 1)));
        }
        return names;
    }

    String folder() {
        return folder;
    }

    /** The number of the head, 0 before the first. */
    long last() throws IOException {
        SortedSet<Long> numbers = numbers();
        if (numbers.isEmpty()) {
            return 0;
        }
        if (numbers.first() != 1 || numbers.last() != numbers.size()) {
            long missing = 1;
            while (numbers.contains(missing)) {
                missing++;
            }
            throw broken("head-" + missing + " is missing below head-" + numbers.last());
        }
        return numbers.last();
    }

    private SortedSet<Long> numbers() throws IOException {
        TreeSet<Long> numbers = new TreeSet<>();
        for (String name : place.list(folder)) {
            if (name.matches(Names.HEAD + "[1-9][0-9]{0,17}")) {
                numbers.add(Long.valueOf(name.substring(Names.HEAD.length())));
            }
        }
        return numbers;
    }

    Receipt read(long number) throws IOException {
        Receipt receipt = ReceiptJson.read(place.read(folder + "/" + Names.HEAD + number));
        if (receipt.number() != number) {
            throw broken("head-" + number + " holds receipt number " + receipt.number());
        }
        return receipt;
    }

    Head head() throws IOException {
        long last = last();
        return last == 0 ? Head.ORIGIN : read(last).head();
    }

    /** Reads the receipts one by one from the first, each checked to hang from the one before it. */
    void walk(long last, Consumer<Receipt> each) throws IOException {
        String before = "";
        for (long number = 1; number <= last; number++) {
            Receipt receipt = read(number);
            if (!receipt.predecessor().equals(before)) {
                throw broken("head-" + number + " follows receipt \"" + receipt.predecessor() + "\", but head-"
                        + (number - 1) + " is \"" + before + "\"");
            }
            before = receipt.id();
            each.accept(receipt);
        }
    }

    /** Writes a receipt whole under a name that nobody reads; nothing is published by that. */
    String prepare(Receipt receipt) throws IOException {
        String temporary = folder + "/" + Names.TEMP + receipt.number() + "-" + UUID.randomUUID();
        place.write(temporary, ReceiptJson.write(receipt) + "\n");
        Failpoint.reach("files.head-written");
        return temporary;
    }

    /** Tries to become the next head. True also when an earlier, unanswered try of ours already had. */
    boolean link(Receipt receipt, String temporary) throws IOException {
        boolean won = place.link(temporary, folder + "/" + Names.HEAD + receipt.number());
        if (won) {
            Failpoint.reach("files.linked");
        }
        place.delete(temporary);
        return won || ours(receipt);
    }

    /** True when the head of that number is this very receipt. */
    boolean ours(Receipt receipt) throws IOException {
        return place.exists(folder + "/" + Names.HEAD + receipt.number())
                && read(receipt.number()).id().equals(receipt.id());
    }

    /** Deletes what no live publish needs: temporary heads of numbers that are taken, and what went out of sight. */
    void tidy(long last) throws IOException {
        for (String name : place.list(folder)) {
            boolean late = name.startsWith(Names.TEMP) && Long.parseLong(name.split("-", 3)[1]) <= last;
            if (late || name.startsWith(Names.GONE)) {
                place.delete(folder + "/" + name);
            }
        }
    }

    /**
     * Makes a linked receipt visible: first what it removed goes out of sight, then what it added is renamed into
     * it. Any number of processes may do this at once and any number of times.
     */
    void rollForward(Receipt receipt) throws IOException {
        boolean moved = false;
        for (String name : receipt.removed()) {
            if (place.move(name, folder + "/" + Names.GONE + UUID.randomUUID())) {
                moved = reached(moved);
            }
        }
        String attempt = Names.attempt(folder, receipt.attempt());
        for (String name : receipt.added()) {
            String staged = attempt + "/" + name;
            // The note is written last: without it, a directory is what a late task of Spark made anew.
            if (place.exists(staged + "/" + Note.FILE) && place.move(staged, name)) {
                moved = reached(moved);
            }
        }
        if (receipt.kind() == Receipt.Kind.PUBLISH) {
            place.delete(attempt);
        }
        tidy(receipt.number());
        if (moved) {
            Failpoint.reach("files.removed");
        }
    }

    private static boolean reached(boolean before) {
        if (!before) {
            Failpoint.reach("files.renamed");
        }
        return true;
    }

    Fault broken(String why) {
        return new Fault(
                Code.CHAIN_BROKEN,
                "Cannot read chain of receipts: " + place + "/" + folder + " (" + why
                        + "; restore the folder from a backup, or move the whole path away and start anew)");
    }
}
