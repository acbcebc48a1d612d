package io.pgcairn.daemon.http;

import java.util.Arrays;
import java.util.List;

/**
 * One thing that can be asked for.
 *
 * @param method {@code GET}, which HEAD is answered as well by, or {@code POST}
 * @param template the path, a variable part as {@code {name}}
 * @param need what the caller must be let in for
 * @param answer gives the reply; may block
 */
record Route(String method, String template, Need need, Answer answer) {
    /** Answers one call. */
    @FunctionalInterface
    interface Answer {
        /** @param parts the path's variable parts, in their order */
        Reply to(HttpCall call, List<String> parts);
    }

    private List<String> pattern() {
        return Arrays.asList(template.substring(1).split("/", -1));
    }

    boolean isAt(List<String> path) {
        List<String> pattern = pattern();
        if (pattern.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i);
            if (isVariable(pattern.get(i)) ? part.isEmpty() : !pattern.get(i).equals(part)) {
                return false;
            }
        }
        return true;
    }

    /** The variable parts of a path that this is at. */
    List<String> parts(List<String> path) {
        List<String> pattern = pattern();
        return java.util.stream.IntStream.range(0, path.size())
                .filter(i -> isVariable(pattern.get(i)))
                .mapToObj(path::get)
                .toList();
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{");
    }

    /** The last word of the template that is not variable: few, and no client makes one up. */
    String word() {
        return pattern().reversed().stream()
                .filter(part -> !isVariable(part))
                .findFirst()
                .orElseThrow();
    }

    boolean takes(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /** As the header {@code Allow} has it. */
    String methods() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }
}
