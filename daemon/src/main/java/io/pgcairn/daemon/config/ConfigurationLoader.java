package io.pgcairn.daemon.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Reads a configuration strictly: what is not known is refused, and all problems are told at once. A configuration is a
 * file, the files of {@code conf.d} beside it, and environment variables, each over the one before. Safe for several
 * threads. All that is remembered from one time to the next is that a file was there.
 */
public final class ConfigurationLoader {
    /** Where the configuration is if nobody says otherwise. */
    public static final Path DEFAULT_FILE = Path.of("/etc/pgcairn/pgcairn.yaml");

    private final Map<String, String> environment;
    private final Path defaultFile;
    private final Path unitCredentials;
    private final Set<Path> wereThere = ConcurrentHashMap.newKeySet();

    /** Reads files as if there were no variables. */
    public ConfigurationLoader() {
        this(Map.of());
    }

    /** @param environment the process' variables */
    public ConfigurationLoader(Map<String, String> environment) {
        this(environment, DEFAULT_FILE);
    }

    ConfigurationLoader(Map<String, String> environment, Path defaultFile) {
        this(environment, defaultFile, HandedOver.OF_UNITS);
    }

    /** @param unitCredentials below it systemd keeps what it hands over to units */
    ConfigurationLoader(Map<String, String> environment, Path defaultFile, Path unitCredentials) {
        this.environment = Map.copyOf(environment);
        this.defaultFile = defaultFile;
        this.unitCredentials = unitCredentials;
    }

    /**
     * Reads and checks a file with all that goes over it.
     *
     * @param file may be absent if it is the default one and variables or {@code conf.d} say something,
     *     unless this loader has read it before
     * @throws ConfigurationException it cannot be read, or has problems; the message lists all, with their places
     */
    public Configuration load(Path file) throws ConfigurationException {
        return check(sources(file));
    }

    /**
     * Checks a text that is to become a file. Nothing but the text is read: neither the file nor {@code conf.d} beside
     * it, nor variables, all of which somebody else may have made.
     *
     * @param file what problems name, and where relative paths start
     * @throws ConfigurationException it has problems; the message lists all, with their places
     */
    public static Configuration parse(String text, Path file) throws ConfigurationException {
        return new ConfigurationLoader().check(SourceReader.alone(text, file));
    }

    /**
     * Every key of a configuration with its value and where that comes from, once it was found to be without problems.
     *
     * @param harmless which options of stores are known to be no secrets; the values of others are not shown
     * @param onlyWritten whether what has its default is left out
     * @throws ConfigurationException as {@link #load}
     */
    public EffectiveConfiguration effective(Path file, Predicate<String> harmless, boolean onlyWritten)
            throws ConfigurationException {
        Sources sources = sources(file);
        check(sources);
        return new EffectiveWriter(new Redaction(harmless), onlyWritten).write(sources);
    }

    private Sources sources(Path file) throws ConfigurationException {
        // A file that vanishes under a daemon is an accident: what is left is not the whole configuration.
        boolean isAbsent = file.equals(defaultFile)
                && !wereThere.contains(file)
                && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        Sources sources = new SourceReader(environment).read(file, isAbsent);
        if (!isAbsent) {
            wereThere.add(file);
        }
        return sources;
    }

    private Configuration check(Sources sources) throws ConfigurationException {
        Problems problems = sources.problems();
        HandedOver handed = HandedOver.of(environment, sources.file(), defaultFile, unitCredentials);
        Credentials credentials = new Credentials(handed, problems);
        SectionReader reader = SectionReader.root(
                RootSection.DECLARATION, credentials.resolve(RootSection.DECLARATION, sources.root()), problems);
        return RootSection.read(reader, sources, problems);
    }
}
