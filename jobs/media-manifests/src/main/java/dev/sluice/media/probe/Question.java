package dev.sluice.media.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a child is asked: how to look at a file, its length and its first bytes, so that most headers need no more.
 *
 * @param limit bytes that may be read in all
 * @param beginning at most {@link RemoteBytes#WINDOW}
 */
record Question(Wish wish, long length, long limit, ByteBuffer beginning) {
    private static final char END = '\n';

    byte[] toBytes() throws IOException {
        StringBuilder words = new StringBuilder(wish.tier().name());
        wish.needs().forEach(need -> words.append(' ').append(need.name()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(length);
        out.writeLong(limit);
        out.write(words.append(END).toString().getBytes(StandardCharsets.US_ASCII));
        out.write(beginning.array(), beginning.arrayOffset() + beginning.position(), beginning.remaining());
        return bytes.toByteArray();
    }

    static Question of(ByteBuffer bytes) {
        long length = bytes.getLong();
        long limit = bytes.getLong();
        StringBuilder words = new StringBuilder();
        for (char one = (char) bytes.get(); one != END; one = (char) bytes.get()) {
            words.append(one);
        }
        String[] names = words.toString().split(" ", -1);
        Set<Need> needs = EnumSet.noneOf(Need.class);
        for (int i = 1; i < names.length; i++) {
            needs.add(Need.valueOf(names[i]));
        }
        return new Question(new Wish(Tier.valueOf(names[0]), needs), length, limit, bytes.slice());
    }
}
