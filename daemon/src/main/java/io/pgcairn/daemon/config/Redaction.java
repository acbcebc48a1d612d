package io.pgcairn.daemon.config;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How values are shown to somebody who may not know the secrets in them. */
final class Redaction {
    private static final String MASK = new Secret("").toString();
    private static final Pattern SECRET =
            Pattern.compile("secret|passw|passphrase|passwd|pwd|token|key|credential|sas|signature|auth");
    private static final Pattern NUMBER_OR_SWITCH = Pattern.compile("true|false|[0-9]{1,6}[A-Za-z]{0,3}");
    private static final Pattern USER_INFO = Pattern.compile("(//[^/@?#]*:)[^@/?#]*(@)");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("([?&;][^=&;]*(?:secret|passw|pwd|token|key|sig|credential)[^=&;]*=)[^&;#]*");

    private final Predicate<String> harmless;

    /** @param harmless which options of stores are declared, so that it is known what is in them */
    Redaction(Predicate<String> harmless) {
        this.harmless = harmless;
    }

    /** The value of a key that was accepted. */
    String shown(ValueType<?> type, String text) {
        return type.equals(Types.connectionUri()) ? new ConnectionUri(text).toString() : uri(text);
    }

    /** The value of an option of a store. What nobody declared may be anything. */
    String option(String name, String value) {
        boolean isFile = name.endsWith("_file");
        boolean isDeclared = harmless.test(name) && !isSecret(name);
        boolean isShown =
                isFile || isDeclared || NUMBER_OR_SWITCH.matcher(value).matches() && !isSecret(name);
        return isShown ? uri(value) : MASK;
    }

    /** Whether an option's name says that its value is a secret. Ours take them from files; others' may not. */
    static boolean isSecret(String option) {
        return SECRET.matcher(option).find() && !option.endsWith("_file") && !option.equals("kms_key");
    }

    /** Whether a URI has something in it that is not to be shown. */
    static boolean hidesIn(String uri) {
        return !uri(uri).equals(uri) || uri.matches("postgres(?:ql)?://\\S*") && new ConnectionUri(uri).hasPassword();
    }

    /** What is a URI may have a password in it, whoever reads it. */
    private static String uri(String text) {
        String masked = USER_INFO.matcher(text).replaceAll("$1" + MASK + "$2");
        return SECRET_PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    }
}
