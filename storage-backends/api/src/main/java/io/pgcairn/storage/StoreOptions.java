package io.pgcairn.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a tier's options by their declarations; an option that is not declared or makes no sense is refused. */
public final class StoreOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})(|KiB|MiB|GiB|TiB)");

    private final URI location;
    private final Map<String, String> given;

    private StoreOptions(URI location, Map<String, String> given) {
        this.location = location;
        this.given = given;
    }

    /**
     * Takes the options of a store.
     *
     * @throws InvalidStoreSettingsException one of them is not among the declared
     */
    public static StoreOptions of(URI location, StoreSettings settings, List<StoreOption> declared)
            throws InvalidStoreSettingsException {
        List<String> names = declared.stream().map(StoreOption::name).sorted().toList();
        List<String> unknown = settings.options().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidStoreSettingsException(
                    "the store " + location + " knows no option " + String.join(", ", unknown),
                    names.isEmpty() ? "it has none" : meant(unknown, names) + "it knows " + String.join(", ", names),
                    null);
        }
        return new StoreOptions(location, settings.options());
    }

    private static String meant(List<String> unknown, List<String> names) {
        List<String> meant = unknown.stream()
                .flatMap(name -> NearestName.of(name, names).stream())
                .distinct()
                .toList();
        return meant.isEmpty() ? "" : "did you mean " + String.join(", ", meant) + "? ";
    }

    /**
     * Refuses an option that is given and does nothing beside the others.
     *
     * @param hasEffect whether it does something
     * @param hint what gives it an effect: {@code set object_lock as well}
     * @throws InvalidStoreSettingsException it is given without effect
     */
    public void requireEffect(StoreOption option, boolean hasEffect, String hint) throws InvalidStoreSettingsException {
        if (!hasEffect && text(option).isPresent()) {
            throw new InvalidStoreSettingsException(
                    "the store " + location + " has " + option.name() + ", which has no effect here",
                    hint + ", or leave " + option.name() + " out",
                    null);
        }
    }

    /** The option as it is written; empty if it is not given. */
    public Optional<String> text(StoreOption option) {
        return Optional.ofNullable(given.get(option.name()));
    }

    /** @throws InvalidStoreSettingsException it is neither {@code true} nor {@code false} */
    public boolean flag(StoreOption option, boolean fallback) throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return fallback;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(option, text, null);
        }
        return text.equals("true");
    }

    /** A whole number within bounds, both included. */
    public long number(StoreOption option, long least, long most, long fallback) throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return fallback;
        }
        try {
            return requireWithin(option, text, Long.parseLong(text), least, most);
        } catch (NumberFormatException e) {
            throw refused(option, text, e);
        }
    }

    /** A number of bytes such as {@code 17MiB} within bounds, both included. */
    public long bytes(StoreOption option, long least, long most, long fallback) throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return fallback;
        }
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw refused(option, text, null);
        }
        int power = List.of("", "KiB", "MiB", "GiB", "TiB").indexOf(matcher.group(2));
        try {
            long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
            return requireWithin(option, text, bytes, least, most);
        } catch (ArithmeticException e) {
            throw refused(option, text, e);
        }
    }

    /** A duration such as {@code 30s} or {@code 14d}; empty if it is not given. */
    public Optional<Duration> duration(StoreOption option) throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw refused(option, text, null);
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** One of an enumeration's constants, written in lower case with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(StoreOption option, Class<E> type, E fallback)
            throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return fallback;
        }
        Optional<E> chosen = Arrays.stream(type.getEnumConstants())
                .filter(value ->
                        text.equals(value.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst();
        return chosen.orElseThrow(() -> refused(option, text, null));
    }

    /** A file that can be read; empty if none is given. */
    public Optional<Path> file(StoreOption option) throws InvalidStoreSettingsException {
        String text = given.get(option.name());
        if (text == null) {
            return Optional.empty();
        }
        Path file = Path.of(text);
        if (!Files.isReadable(file)) {
            throw new InvalidStoreSettingsException(
                    "the store " + location + " names " + file + " as " + option.name() + ", which cannot be read",
                    "give the file's absolute path, and let pgcairn's user read it",
                    null);
        }
        return Optional.of(file);
    }

    /** The first line of the file that the option names: how secrets are given; empty if none is given. */
    public Optional<String> fileLine(StoreOption option) throws InvalidStoreSettingsException {
        Optional<Path> file = file(option);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            String line =
                    Files.readString(file.get()).lines().findFirst().orElse("").strip();
            if (line.isEmpty()) {
                throw new InvalidStoreSettingsException(
                        "the file " + file.get() + " that is named as " + option.name() + " is empty",
                        "write " + option.allowed() + " into it",
                        null);
            }
            return Optional.of(line);
        } catch (IOException e) {
            throw new InvalidStoreSettingsException(
                    "the file " + file.get() + " that is named as " + option.name() + " cannot be read",
                    "write text into it",
                    e);
        }
    }

    /** The refusal of an option's value, for what only the backend can judge. Never repeats the value of a secret. */
    public InvalidStoreSettingsException refused(StoreOption option, String value, @Nullable Throwable cause) {
        return new InvalidStoreSettingsException(
                "the store " + location + " has " + option.name() + ": " + value, "write " + option.allowed(), cause);
    }

    private long requireWithin(StoreOption option, String text, long value, long least, long most)
            throws InvalidStoreSettingsException {
        if (value < least || value > most) {
            throw refused(option, text, null);
        }
        return value;
    }
}
