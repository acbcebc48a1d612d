package io.pgcairn.storage.s3;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.UntrustedServer;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Turns what the SDK throws into the contract's errors. */
final class S3Errors {
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken");

    private S3Errors() {}

    /**
     * Translates one failure.
     *
     * @param what which object or store, with its place
     */
    static StoreException translate(Verb verb, String what, Throwable failure) {
        Optional<StoreException> told = alreadyTold(failure);
        if (told.isPresent()) {
            return told.get();
        }
        String message = verb + " of " + what + " failed";
        if (failure instanceof AwsServiceException answer) {
            return verdict(verb, answer).exception(message + ": " + reason(answer), failure);
        }
        return UntrustedServer.isCauseOf(failure)
                ? UntrustedServer.exception(message, failure)
                : ClientVerdicts.of(failure).exception(message + ": " + Reason.of(failure), failure);
    }

    /** What one key of a batch failed with, as its answer tells it. */
    static StoreException translate(String what, String code, String message) {
        Verdict verdict = ReplyVerdicts.of(code, 400, message, Optional.empty());
        String text = Verb.DELETE + " of " + what + " failed: " + code + " " + message;
        return verdict.exception(text, new IllegalStateException(text));
    }

    /** Whether newer credentials may do. The answer to a head names no code, and expired credentials make it a 400. */
    static boolean isExpired(Verb verb, AwsServiceException answer) {
        String code = codeOf(answer);
        return EXPIRED.contains(code) || (verb.isAnsweredWithoutBody() && answer.statusCode() == 400);
    }

    /** The code of the error; empty if the answer had none. */
    static String codeOf(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static Verdict verdict(Verb verb, AwsServiceException answer) {
        Verdict verdict = ReplyVerdicts.of(codeOf(answer), answer.statusCode(), messageOf(answer), regionOf(answer));
        // A read carries a condition only to go on with the object it began with.
        boolean isAnother = verdict.kind() == Verdict.Kind.EXISTS && (verb == Verb.GET || verb == Verb.HEAD);
        return isAnother ? new Verdict(Verdict.Kind.UNAVAILABLE, "the object was replaced meanwhile") : verdict;
    }

    private static Optional<StoreException> alreadyTold(Throwable failure) {
        if (failure instanceof StoreException told) {
            return Optional.of(told);
        }
        if (failure.getCause() instanceof StoreException told) {
            return Optional.of(told);
        }
        return Optional.empty();
    }

    private static String reason(AwsServiceException answer) {
        String code = codeOf(answer);
        String said = code.isEmpty() ? "" : " " + code + ": " + messageOf(answer);
        String id = answer.requestId();
        return "status " + answer.statusCode() + said + (id == null ? "" : " (request " + id + ")");
    }

    private static String messageOf(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorMessage).orElse("");
    }

    private static Optional<String> regionOf(AwsServiceException answer) {
        return details(answer)
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails());
    }

    /** What a call after the close ends in. */
    static StoreException closed(String what) {
        return new StoreUnavailableException(what + " is closed", "", null);
    }
}
