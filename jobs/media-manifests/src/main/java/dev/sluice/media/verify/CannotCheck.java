package dev.sluice.media.verify;

/** Something keeps a check from being made that lies in the files, not in the machine. */
final class CannotCheck extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;

    /** The check's name, and a sentence's end. */
    CannotCheck(String name, String why) {
        super(why);
        this.name = name;
    }

    CannotCheck(String name, String why, Exception cause) {
        super(why, cause);
        this.name = name;
    }

    /** The check that it is then. */
    Check check(Defect defect) {
        return Check.of(name, false, getMessage(), "readable", defect);
    }
}
