package io.pgcairn.daemon.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A Markdown file of this repository. */
record Document(String text) {
    private static final Path ROOT =
            Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath().normalize();

    static Document read(String path) throws IOException {
        return new Document(Files.readString(file(path)));
    }

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** The contents of the fenced blocks with exactly this tag, in their order. */
    List<String> blocks(String tag) {
        return Pattern.compile("(?ms)^```" + Pattern.quote(tag) + "\n(.*?)^```$")
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
