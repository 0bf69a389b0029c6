package dev.sluice.load.files;

import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Goes along a chain and holds what was found against it; keeps no items. */
final class Survey implements Consumer<Receipt> {
    private final Collection<String> visible;
    private final Set<String> attempts;
    private final long last;
    private final ArrayList<Receipts.Link> links = new ArrayList<>();
    private final ArrayList<Receipt> unfinished = new ArrayList<>();
    private final HashSet<String> named = new HashSet<>();
    private final HashSet<String> published = new HashSet<>();

    /**
     * @param visible directories of this load that readers see
     * @param attempts names of the attempts' directories
     * @param last number of the head
     */
    Survey(Collection<String> visible, Set<String> attempts, long last) {
        this.visible = visible;
        this.attempts = attempts;
        this.last = last;
    }

    @Override
    public void accept(Receipt receipt) {
        links.add(Receipts.Link.of(receipt));
        named.addAll(receipt.added());
        String attempt = Names.safe(receipt.attempt());
        if (receipt.kind() == Receipt.Kind.PUBLISH) {
            published.add(attempt);
        }
        if (receipt.number() == last
                || (receipt.kind() == Receipt.Kind.PUBLISH && attempts.contains(attempt))
                || receipt.removed().stream().anyMatch(visible::contains)) {
            unfinished.add(receipt.withoutItems());
        }
    }

    Head head() {
        return links.isEmpty()
                ? Head.ORIGIN
                : new Head(last, links.get(links.size() - 1).id());
    }

    List<Receipts.Link> links() {
        return links;
    }

    /** Receipts whose renames may not all have been done, in their order. */
    List<Receipt> unfinished() {
        return unfinished;
    }

    /** Names of the attempts' directories that receipts published. */
    Set<String> published() {
        return published;
    }

    /** A visible directory that no receipt ever added. */
    Optional<String> unexplained() {
        return visible.stream().filter(name -> !named.contains(name)).findFirst();
    }
}
