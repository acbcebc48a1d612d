package io.pgcairn.daemon.catalog;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as the text of a {@link PackedEntry}. On disk a name is bytes, and not all of them are UTF-8: of a name
 * that is not, each byte from 0x80 is written as the lone surrogate U+DC80 to U+DCFF, which no valid text holds.
 * Works whatever the locale of the process is, since a service is often started without one.
 */
public final class PathText {
    private static final int STAND_INS = 0xDC00;

    private PathText() {}

    /** The last part of a path. */
    public static String nameOf(Path file) {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        if (isPlain(text)) {
            return text;
        }
        String whole = of(file);
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /** A whole path, made absolute. */
    public static String of(Path file) {
        String text = file.toString();
        // Only the URI shows a path's bytes; its text is what the locale makes of them.
        return file.isAbsolute() && isPlain(text) ? text : of(unescape(uriOf(file)));
    }

    /** The text that stands for these bytes. */
    public static String of(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder(bytes.length);
            for (byte b : bytes) {
                text.append((char) (b >= 0 ? b : STAND_INS + (b & 0xFF)));
            }
            return text.toString();
        }
    }

    /** The bytes that a text stands for. */
    public static byte[] bytes(String text) {
        if (isUtf8(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (isStandIn(c)) {
                bytes.write(c - STAND_INS);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** Whether the bytes that this text stands for are UTF-8. */
    public static boolean isUtf8(String text) {
        return text.codePoints().noneMatch(PathText::isStandIn);
    }

    /** The file of this relative path, with slashes, below a directory. */
    public static Path resolve(Path directory, String path) {
        if (isPlain(path)) {
            return directory.resolve(path);
        }
        return Path.of(URI.create("file://" + uriOf(directory) + "/" + escape(bytes(path))));
    }

    /** The file of this absolute path. */
    public static Path absolute(String path) {
        return resolve(Path.of("/"), path.substring(1));
    }

    private static boolean isStandIn(int c) {
        return c >= STAND_INS + 0x80 && c <= STAND_INS + 0xFF;
    }

    /** Printable ASCII, and not what an undecodable byte may have become. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '?');
    }

    private static String uriOf(Path file) {
        String path = file.toAbsolutePath().normalize().toUri().getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static byte[] unescape(String uriPath) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < uriPath.length(); i++) {
            if (uriPath.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(uriPath, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(uriPath.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String escape(byte[] path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : path) {
            if (b == '/') {
                escaped.append('/');
            } else {
                escaped.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return escaped.toString();
    }
}
