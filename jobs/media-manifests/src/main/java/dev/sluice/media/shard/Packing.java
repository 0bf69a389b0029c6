package dev.sluice.media.shard;

import java.util.Iterator;
import java.util.function.Function;

/**
 * Placements of jobs that come in {@link Job#ORDER}, one by one as they are asked for. The same jobs in the same order
 * give the same placements. Not thread-safe.
 */
public final class Packing implements Iterator<Placement> {
    private final Iterator<Job> jobs;
    private final Function<ShardClass, Load> loads;
    private final Caps caps;
    private final Packer packer;
    private ShardClass current;

    /**
     * @param jobs in their order
     * @param loads of each class, without the jobs that exceed the caps; asked once, after its first job was read
     * @param first number of the first shard: the one after the last that was ever published
     */
    public Packing(Iterator<Job> jobs, Function<ShardClass, Load> loads, Caps caps, int first) {
        this.jobs = jobs;
        this.loads = loads;
        this.caps = caps;
        this.packer = new Packer(caps, first);
    }

    @Override
    public boolean hasNext() {
        return jobs.hasNext();
    }

    @Override
    public Placement next() {
        Job job = jobs.next();
        if (job.shardClass() != current) {
            current = job.shardClass();
            packer.begin(loads.apply(current));
        }
        return new Placement(job, packer.place(job.cost(), job.bytes()), caps.exceededBy(job.cost(), job.bytes()));
    }
}
