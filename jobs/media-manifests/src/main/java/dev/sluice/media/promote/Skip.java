package dev.sluice.media.promote;

/** Why a file is left as it is, in one word, with what to do. */
public enum Skip {
    /** The gate has not told. */
    NOT_JUDGED("its output was not judged yet", "let the encode end, or judge what was made elsewhere"),
    /** The gate could not tell, and nobody has said that it is good. */
    NEEDS_HUMAN("no figure can tell whether its output is good", "look at it, then bin/sluice media accept"),
    /** The gate has told otherwise. */
    NOT_ACCEPTED("its output was not accepted", "nothing: the original stays"),
    /** A later job of the same file and profile was given out. */
    SUPERSEDED("a later job of the same file and profile was given out", "nothing: the later one counts"),
    /** It was done before. */
    PROMOTED("its output is in its place already", "nothing; rollback takes it back"),
    /** A ladder: several outputs of one file. */
    SEVERAL_OUTPUTS("several outputs could take its place", "say which: --profile"),
    /** The output is another than the one that was judged. */
    OUTPUT_CHANGED("its output is not the file that was judged", "judge it again, or encode it again"),
    /** The output is gone. */
    OUTPUT_MISSING("its output is not there", "encode it again"),
    /** The original is another than the one that was encoded. */
    ORIGINAL_CHANGED("it is not the file that was encoded", "run the inventory and the plan again"),
    /** The original is gone. */
    ORIGINAL_MISSING("it is not there", "nothing, unless its disk is not mounted"),
    /** The original is a symbolic link, or no file at all. */
    NO_PLAIN_FILE("it is a symbolic link, or no file", "list the folder that it points to, if that is meant"),
    /** A path of a store, or one with steps such as .. in it. */
    NOT_LOCAL("its path is not one of a local or mounted file", "mount the store and plan over the mounted paths"),
    /** Another file has the name that the replacement would get. */
    NAME_TAKEN("another file has the name that is wanted", "move that file away, or leave this one"),
    /** A hard link to the quarantine is not possible. */
    OTHER_FILE_SYSTEM(
            "it is on another file system than the quarantine",
            "name a --quarantine on its own file system; originals are never copied"),
    /** Permissions. */
    NOT_ALLOWED("it, or its folder, is not ours to change", "run it as the owner of the folder"),
    /** The replacement was edited, or replaced. */
    REPLACEMENT_CHANGED("its replacement was changed since", "move that file away if the original is to come back"),
    /** The replacement is not where it was put. */
    REPLACEMENT_MISSING("its replacement is not there", "roll it back, or bring the replacement back"),
    /** The quarantine has lost it. */
    NOT_KEPT("the quarantine does not hold the original as it was", "look into the quarantine"),
    /** Its folder was removed. */
    FOLDER_MISSING("its folder is not there", "make the folder, or mount its disk");

    private final String reason;
    private final String way;

    Skip(String reason, String way) {
        this.reason = reason;
        this.way = way;
    }

    /** For people, about a file. */
    public String reason() {
        return reason;
    }

    /** What a person may do. */
    public String way() {
        return way;
    }
}
