package dev.sluice.run;

import java.util.List;
import java.util.Map;

/** What {@code sluice demo NAME} shows: shipped job files over samples, one after the other. */
public interface Demo {
    String name();

    /** Puts up what the jobs need, such as a database; {@link Show#close} takes it down. */
    Show open();

    /** A demo that is being shown. */
    interface Show extends AutoCloseable {
        /** What the job files find in the environment besides what is there. */
        Map<String, String> environment();

        List<Scene> scenes();

        /** A command line over the last job file, which is put behind these words; empty for none. */
        default List<String> closing() {
            return List.of();
        }

        @Override
        default void close() {}
    }

    /**
     * One run of a job.
     *
     * @param words what a person is told before it; empty for nothing
     * @param before what happens before it
     * @param job the name of a file in the folder {@code conf}
     * @param query over the job's loads, shown after it; empty for some rows of the first load
     */
    record Scene(String words, Runnable before, String job, String query) {}

    /** A demo of job files over files. */
    static Demo of(String name, List<String> jobs, List<String> closing) {
        List<Scene> scenes =
                jobs.stream().map(job -> new Scene("", () -> {}, job, "")).toList();
        Show show = new Show() {
            @Override
            public Map<String, String> environment() {
                return Map.of();
            }

            @Override
            public List<Scene> scenes() {
                return scenes;
            }

            @Override
            public List<String> closing() {
                return closing;
            }
        };
        return new Demo() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Show open() {
                return show;
            }
        };
    }
}
