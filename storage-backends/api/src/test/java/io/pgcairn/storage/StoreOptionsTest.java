package io.pgcairn.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOptionsTest {
    private static final StoreOption OPTION = new StoreOption("an_option", "something", "nothing", "For tests.");

    @TempDir
    Path directory;

    private static StoreOptions given(String value) throws StoreException {
        return options(Map.of(OPTION.name(), value));
    }

    private static StoreOptions options(Map<String, String> given) throws StoreException {
        StoreSettings settings = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, given);
        return StoreOptions.of(URI.create("x://y"), settings, List.of(OPTION));
    }

    @Test
    void falls_back_where_nothing_is_given() throws StoreException {
        StoreOptions none = options(Map.of());
        assertEquals(Optional.empty(), none.text(OPTION));
        assertEquals(Optional.empty(), none.duration(OPTION));
        assertEquals(Optional.empty(), none.file(OPTION));
        assertEquals(Optional.empty(), none.fileLine(OPTION));
        assertTrue(none.flag(OPTION, true));
        assertEquals(5, none.number(OPTION, 10, 20, 5));
        assertEquals(5, none.bytes(OPTION, 10, 20, 5));
        assertEquals(TimeUnit.DAYS, none.choice(OPTION, TimeUnit.class, TimeUnit.DAYS));
    }

    @Test
    void reads_each_form() throws Exception {
        assertEquals(Optional.of("word"), given("word").text(OPTION));
        assertTrue(given("true").flag(OPTION, false));
        assertEquals(7, given("7").number(OPTION, 1, 7, 0));
        assertEquals(17 << 20, given("17MiB").bytes(OPTION, 1, 1 << 30, 0));
        assertEquals(300, given("300").bytes(OPTION, 300, 1 << 30, 0));
        assertEquals(Optional.of(Duration.ofDays(14)), given("14d").duration(OPTION));
        assertEquals(Optional.of(Duration.ofMillis(5)), given("5ms").duration(OPTION));
        assertEquals(TimeUnit.DAYS, given("days").choice(OPTION, TimeUnit.class, TimeUnit.HOURS));
        Path file = Files.writeString(directory.resolve("secret"), "  sesame \nmore\n");
        assertEquals(Optional.of(file), given(file.toString()).file(OPTION));
        assertEquals(Optional.of("sesame"), given(file.toString()).fileLine(OPTION));
    }

    @Test
    void refuses_what_makes_no_sense() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        assertRefused(() -> given("yes").flag(OPTION, false));
        assertRefused(() -> given("8").number(OPTION, 1, 7, 0));
        assertRefused(() -> given("x").number(OPTION, 1, 7, 0));
        assertRefused(() -> given("1MB").bytes(OPTION, 1, 1 << 30, 0));
        assertRefused(() -> given("999999999999TiB").bytes(OPTION, 1, 1 << 30, 0));
        assertRefused(() -> given("1w").duration(OPTION));
        assertRefused(() -> given("DAYS").choice(OPTION, TimeUnit.class, TimeUnit.HOURS));
        assertRefused(() -> given(directory.resolve("gone").toString()).file(OPTION));
        assertRefused(() -> given(empty.toString()).fileLine(OPTION));
    }

    @Test
    void names_what_it_does_not_know_and_what_it_does() {
        InvalidStoreSettingsException refused = assertRefused(() -> options(Map.of("other", "x", "another", "y")));
        assertTrue(String.valueOf(refused.getMessage()).contains("another, other"), refused.getMessage());
        assertTrue(refused.hint().contains("an_option"), refused.hint());
    }

    @Test
    void names_the_option_that_was_probably_meant() {
        for (String typed : List.of("an_opton", "a_option", "na_option", "an_options")) {
            InvalidStoreSettingsException refused = assertRefused(() -> options(Map.of(typed, "x")));
            assertTrue(refused.hint().startsWith("did you mean an_option? "), refused.hint());
        }
        InvalidStoreSettingsException strange = assertRefused(() -> options(Map.of("zebra", "x")));
        assertEquals("it knows an_option", strange.hint());
    }

    @Test
    void refuses_an_option_without_effect_only_where_it_is_given() throws Exception {
        options(Map.of()).requireEffect(OPTION, false, "set another");
        given("x").requireEffect(OPTION, true, "set another");
        InvalidStoreSettingsException refused = assertRefused(() -> {
            given("x").requireEffect(OPTION, false, "set another");
            return "";
        });
        assertEquals("set another, or leave an_option out", refused.hint());
    }

    private interface Reading {
        Object read() throws StoreException;
    }

    private static InvalidStoreSettingsException assertRefused(Reading reading) {
        return assertThrows(InvalidStoreSettingsException.class, reading::read);
    }
}
