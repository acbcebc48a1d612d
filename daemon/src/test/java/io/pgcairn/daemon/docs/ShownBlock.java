package io.pgcairn.daemon.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page for operators.
 *
 * @param page its name below the repository
 * @param line where it begins, from 1
 * @param language the first word behind the fence, empty where there is none
 * @param tag what follows that, empty for nothing
 * @param text without the indentation that it shares with its fence
 */
public record ShownBlock(String page, int line, String language, String tag, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w*) *([^\n]*)\n(.*?)^ *```$");

    /** Those of README.md, CONTRIBUTING.md and the pages of docs, without its folders. */
    public static List<ShownBlock> all() throws IOException {
        List<ShownBlock> blocks = new ArrayList<>();
        for (String page : pages()) {
            String text = Document.read(page).text();
            FENCED.matcher(text).results().map(found -> of(page, text, found)).forEach(blocks::add);
        }
        return blocks;
    }

    /** Names below the repository. */
    public static List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md"));
        try (Stream<Path> docs = Files.list(Document.file("docs"))) {
            docs.map(file -> "docs/" + file.getFileName())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static ShownBlock of(String page, String text, MatchResult found) {
        int line = (int) text.substring(0, found.start()).lines().count() + 1;
        String inner = found.group(4).replaceAll("(?m)^" + found.group(1), "");
        return new ShownBlock(page, line, found.group(2), found.group(3).strip(), inner);
    }

    /** One command a line: what a shell joins is joined, and comments are gone. */
    public List<String> commands() {
        return text.replaceAll("\\\\\n\\s*", "")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s+)#\\s.*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    boolean isShell() {
        return language.equals("sh") || language.equals("bash") || language.equals("console");
    }

    /** Where it stands, for messages. */
    @Override
    public String toString() {
        return page + ":" + line + " (" + language + (tag.isEmpty() ? "" : " " + tag) + ")";
    }
}
