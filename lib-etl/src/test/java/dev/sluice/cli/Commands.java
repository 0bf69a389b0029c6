package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;

/** A JVM that runs several command lines, one after the other, and says how each ended. */
public final class Commands {
    /** Stands between two command lines. */
    public static final String NEXT = "--then--";

    private Commands() {}

    public static void main(String[] arguments) {
        List<String> line = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(NEXT)) {
                run(line);
                line.clear();
            } else {
                line.add(argument);
            }
        }
        run(line);
        Runtime.getRuntime().halt(0);
    }

    private static void run(List<String> line) {
        int status = Main.execute(line.toArray(String[]::new));
        System.out.println("exit " + status);
        System.out.flush();
    }
}
