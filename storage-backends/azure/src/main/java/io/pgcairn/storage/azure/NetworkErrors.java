package io.pgcairn.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.UntrustedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why no answer came. The client wraps the reason, often several times. */
final class NetworkErrors {
    private static final int DEEPEST = 20;

    private NetworkErrors() {}

    static StoreException of(Attempt attempt, Throwable failure) {
        List<Throwable> causes = causes(failure);
        String verb = "Azure did not " + attempt + ": ";
        if (has(causes, InterruptedException.class)) {
            return new StoreUnavailableException(verb + "the call was interrupted", "", failure);
        }
        if (has(causes, HttpTimeoutException.class) || has(causes, TimeoutException.class)) {
            return new StoreTimeoutException(verb + "no answer in time", "", failure);
        }
        if (UntrustedServer.isCauseOf(failure)) {
            return UntrustedServer.exception("Azure did not " + attempt, failure);
        }
        if (has(causes, UnknownHostException.class) || has(causes, UnresolvedAddressException.class)) {
            return new StoreUnavailableException(
                    verb + "its host is unknown", "look at the account's name, the endpoint and DNS", failure);
        }
        boolean isCredential =
                has(causes, ClientAuthenticationException.class) || has(causes, CredentialUnavailableException.class);
        if (isCredential && !has(causes, IOException.class)) {
            return new StoreForbiddenException(
                    verb + "this host has no identity that Azure knows",
                    "assign a managed identity, set up a workload identity, or name account_key_file or"
                            + " sas_token_file",
                    failure);
        }
        return new StoreUnavailableException(verb + reason(causes), hint(causes), failure);
    }

    private static String reason(List<Throwable> causes) {
        Throwable last = causes.getLast();
        String said = last.getMessage();
        if (last instanceof IOException) {
            // Of some, such as a closed channel's, the name is all they say, and it is the client's business.
            return said == null ? "the connection broke" : said;
        }
        return last.getClass().getSimpleName();
    }

    private static String hint(List<Throwable> causes) {
        if (has(causes, ConnectException.class)) {
            return "look at the endpoint, the proxy and the firewall";
        }
        return has(causes, SSLException.class) ? "look at the endpoint: does it speak TLS?" : "";
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && causes.size() < DEEPEST; each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }
}
