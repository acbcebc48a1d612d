package io.pgcairn.storage.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.util.List;
import java.util.Optional;

/**
 * What Google says when it refuses a request.
 *
 * @param reason Google's word for it, such as {@code rateLimitExceeded}; empty if it gave none
 * @param message Google's sentence for people; may be empty
 */
record ErrorReply(int status, String reason, String message) {
    private static final int LONGEST_MESSAGE = 300;

    ErrorReply {
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }

    static ErrorReply of(HttpResponseException e) {
        if (e instanceof GoogleJsonResponseException json && json.getDetails() != null) {
            return of(e.getStatusCode(), json.getDetails());
        }
        String text = Optional.ofNullable(e.getContent()).orElse("").strip();
        return new ErrorReply(e.getStatusCode(), "", text);
    }

    /** @param status of the answer; one inside a batch says it in the error itself */
    static ErrorReply of(int status, GoogleJsonError error) {
        List<GoogleJsonError.ErrorInfo> errors =
                Optional.ofNullable(error.getErrors()).orElse(List.of());
        String reason = errors.isEmpty()
                ? ""
                : Optional.ofNullable(errors.getFirst().getReason()).orElse("");
        return new ErrorReply(
                status, reason, Optional.ofNullable(error.getMessage()).orElse(""));
    }

    boolean mentions(String text) {
        return message.contains(text);
    }

    @Override
    public String toString() {
        return status + (reason.isEmpty() ? "" : " " + reason) + (message.isEmpty() ? "" : ": " + message);
    }
}
