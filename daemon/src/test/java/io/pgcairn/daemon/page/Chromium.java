package io.pgcairn.daemon.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/**
 * A browser without a window and without JavaScript, which reaches this host alone; each run has a profile of its
 * own.
 */
public record Chromium(Path program, Path scratch) {
    /** A screen, in CSS pixels. */
    public record Screen(String name, int width, int height, boolean isDark) {}

    private static final int PATIENCE_MINUTES = 4;
    private static final int MOST_PICTURES = 10;

    /** The browser, or a test that says by name what it lacks. */
    public static Chromium installed(Path scratch) {
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of("/usr/bin", "/usr/local/bin").map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "chromium is not installed: no browser looks at the page");
        return new Chromium(found.orElseThrow(), scratch);
    }

    /** The document as the browser has understood it. */
    public String dom(String url) throws Exception {
        return run(List.of("--dump-dom"), url);
    }

    /** The document, and in a file every request that the browser made for it. */
    public String dom(String url, Path netLog) throws Exception {
        return run(List.of("--dump-dom", "--log-net-log=" + netLog), url);
    }

    /** A picture; taken again if the browser had not painted all of it, as may be on a machine that is busy. */
    public Path screenshot(String url, Screen screen, Path to) throws Exception {
        for (int i = 0; i < MOST_PICTURES; i++) {
            if (isWhole(picture(url, screen, to))) {
                return to;
            }
        }
        throw new AssertionError("no whole picture of " + url);
    }

    /** The ground on both sides of the page is the same from the first row to the last. */
    private static boolean isWhole(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        int ground = image.getRGB(1, 1);
        for (int x : new int[] {1, image.getWidth() - 2}) {
            for (int y = 0; y < image.getHeight() - 4; y++) {
                if (image.getRGB(x, y) != ground) {
                    return false;
                }
            }
        }
        return true;
    }

    private Path picture(String url, Screen screen, Path to) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "--screenshot=" + to, "--hide-scrollbars", "--window-size=" + screen.width() + "," + screen.height()));
        if (screen.isDark()) {
            options.add("--blink-settings=preferredColorScheme=0");
        }
        run(options, url);
        assertTrue(Files.size(to) > 1000, () -> "no picture of " + url);
        return to;
    }

    private String run(List<String> options, String url) throws IOException, InterruptedException {
        try (Profile profile = Profile.make()) {
            return run(profile, options, url);
        }
    }

    private String run(Profile profile, List<String> options, String url) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        List<String> words = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile.directory(),
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"));
        words.addAll(options);
        words.add(url);
        Process process = CleanEnvironment.of(new ProcessBuilder(words))
                .redirectOutput(out.toFile())
                .redirectError(scratch.resolve("chromium.log").toFile())
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> "chromium hangs at " + url);
            String log = Files.readString(scratch.resolve("chromium.log"));
            assertTrue(process.exitValue() == 0, () -> "chromium: " + log);
            return Files.readString(out);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
