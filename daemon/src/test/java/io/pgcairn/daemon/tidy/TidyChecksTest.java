package io.pgcairn.daemon.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check finds what it is for, and leaves alone what is near to it. */
class TidyChecksTest {
    private static final String MAIN = "daemon/src/main/java/io/pgcairn/daemon/wal/Some.java";
    private static final String TEST = "daemon/src/test/java/io/pgcairn/daemon/wal/SomeTest.java";

    @Test
    void finds_a_function_of_71_lines_and_not_one_of_70() throws IOException {
        assertEquals(1, JavaChecks.file(MAIN, function(71)).size());
        assertEquals(List.of(), JavaChecks.file(MAIN, function(70)));
    }

    private static String function(int lines) {
        return "class Some {\n    void grow() {\n" + "        int i;\n".repeat(lines - 2) + "    }\n}\n";
    }

    @Test
    void finds_a_file_of_401_lines_and_not_one_of_400() throws IOException {
        assertEquals(
                1, JavaChecks.file(MAIN, "class Some {}\n" + "\n".repeat(400)).size());
        assertEquals(List.of(), JavaChecks.file(MAIN, "class Some {}\n" + "\n".repeat(399)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ByteUtil",
                "ByteUtils",
                "SlotManager",
                "TestHelper",
                "StoreImpl",
                "CommonThing",
                "BaseStore",
                "AbstractStore",
                "UtilsOfBytes"
            })
    void finds_a_name_that_says_nothing(String name) throws IOException {
        assertEquals(1, JavaChecks.file(MAIN, "class " + name + " {}\n").size());
        assertEquals(
                1,
                JavaChecks.file(MAIN, "class Some { record " + name + "() {} }\n")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BaseBackup", "Implicit", "Baseline", "Utility", "Abstraction"})
    void leaves_names_that_only_look_like_it(String name) throws IOException {
        // "Base backup" is PostgreSQL's own word.
        assertEquals(List.of(), JavaChecks.file(MAIN, "class " + name + " {}\n"));
    }

    @Test
    void finds_calls_that_have_no_place() throws IOException {
        assertEquals(
                1,
                JavaChecks.file(MAIN, "class Some { void a() { System" + ".exit(1); } }")
                        .size());
        assertEquals(
                1,
                JavaChecks.file(MAIN, "class Some { void a() { e." + "printStackTrace(); } }")
                        .size());
        assertEquals(
                1,
                JavaChecks.file(TEST, "class Some { void a() { Thread" + ".sleep(1); } }")
                        .size());
        assertEquals(List.of(), JavaChecks.file(MAIN, "class Some { void a() { Thread" + ".sleep(1); } }"));
    }

    @Test
    void finds_a_package_without_a_sign_or_with_a_poor_one() {
        assertEquals(2, JavaChecks.packageSign("some", "").size());
        assertEquals(
                1,
                JavaChecks.packageSign("some", "/** Things. */\n@NullMarked\npackage some;")
                        .size());
        assertEquals(
                1,
                JavaChecks.packageSign("some", "/** Stones. They come in. */\npackage some;")
                        .size());
        assertEquals(
                List.of(), JavaChecks.packageSign("some", "/** Stones. They come in. */\n@NullMarked\npackage some;"));
    }

    @Test
    void finds_a_package_that_shows_too_much() {
        assertEquals(1, JavaChecks.shown("x/java/io/pgcairn/daemon/wal", 5, 3).size());
        assertEquals(List.of(), JavaChecks.shown("x/java/io/pgcairn/daemon/wal", 5, 2));
        assertEquals(List.of(), JavaChecks.shown("x/java/io/pgcairn/daemon/wal", 4, 4));
        assertEquals(List.of(), JavaChecks.shown("x/java/io/pgcairn/storage", 20, 20));
        assertEquals(
                1, JavaChecks.shown("x/java/io/pgcairn/storage/local", 20, 20).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TO" + "DO later", "// FIX" + "ME", "X" + "XX", "@Dis" + "abled", "see /wo" + "rk/main"})
    void finds_a_banned_word(String text) {
        assertEquals(1, TextChecks.words("some.md", text).size());
    }

    @Test
    void finds_a_long_line() {
        assertEquals(1, TextChecks.lines("some", "x".repeat(121)).size());
        assertEquals(List.of(), TextChecks.lines("some", "x".repeat(120)));
    }

    @Test
    void finds_a_link_that_leads_nowhere() {
        String other = "# Far away\n";
        assertEquals(1, TextChecks.links("a.md", "[b](b.md)", target -> null).size());
        assertEquals(
                1, TextChecks.links("a.md", "[b](b.md#near)", target -> other).size());
        assertEquals(1, TextChecks.links("a.md", "[b](#near)", target -> other).size());
        assertEquals(List.of(), TextChecks.links("a.md", "[b](b.md#far-away)", target -> other));
        assertEquals(List.of(), TextChecks.links("a.md", "[b](https://example.org/x#y)", target -> null));
    }
}
