package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.s3.Verdict.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyVerdictsTest {
    @ParameterizedTest
    @CsvSource({
        "NoSuchKey, 404, MISSING, ''",
        "NoSuchUpload, 404, MISSING, ''",
        "NoSuchBucket, 404, INVALID, make the bucket",
        "'', 404, UNAVAILABLE, endpoint",
        "PreconditionFailed, 412, EXISTS, ''",
        "'', 412, EXISTS, ''",
        "AccessDenied, 403, FORBIDDEN, rights",
        "InvalidAccessKeyId, 403, FORBIDDEN, does not know this access key",
        "SignatureDoesNotMatch, 403, FORBIDDEN, secret key",
        "RequestTimeTooSkewed, 403, FORBIDDEN, clock",
        "ExpiredToken, 400, FORBIDDEN, expired",
        "InvalidObjectState, 403, FORBIDDEN, thaw",
        "'', 403, FORBIDDEN, credentials",
        "'', 401, FORBIDDEN, credentials",
        "ConditionalRequestConflict, 409, UNAVAILABLE, ''",
        "OperationAborted, 409, UNAVAILABLE, ''",
        "SlowDown, 503, UNAVAILABLE, ''",
        "InternalError, 500, UNAVAILABLE, ''",
        "InternalError, 200, UNAVAILABLE, ''",
        "'', 502, UNAVAILABLE, ''",
        "'', 429, UNAVAILABLE, ''",
        "RequestTimeout, 400, UNAVAILABLE, ''",
        "BadDigest, 400, UNAVAILABLE, network",
        "IncompleteBody, 400, UNAVAILABLE, network",
        "'', 507, FULL, room",
        "QuotaExceeded, 403, FULL, quota",
        "XMinioStorageFull, 507, FULL, room",
        "NotImplemented, 501, INVALID, conditional_put: false",
        "KMS.DisabledException, 400, FORBIDDEN, kms_key",
        "InvalidArgument, 400, FORBIDDEN, options",
        "PermanentRedirect, 301, INVALID, region",
        "TemporaryRedirect, 307, UNAVAILABLE, region",
    })
    void tells_each_answer_of_a_store_apart(String code, int status, Kind kind, String hint) {
        Verdict verdict = ReplyVerdicts.of(code, status, "", Optional.empty());
        assertEquals(kind, verdict.kind());
        assertTrue(verdict.hint().contains(hint), verdict.hint());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 300, 400, 404, 405, 410, 418, 500, 503, 599})
    void never_takes_an_answer_without_a_known_code_for_a_missing_object(int status) {
        for (String code : new String[] {"", "NotFound", "Wibble", "NoSuchBucket"}) {
            Verdict verdict = ReplyVerdicts.of(code, status, "", Optional.empty());
            assertTrue(verdict.kind() != Kind.MISSING && verdict.kind() != Kind.EXISTS, code + " " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, 403, Access Denied because object protected by object lock., LOCKED",
        "AccessDenied, 400, Access Denied because object protected by object lock retention., LOCKED",
        "InvalidRequest, 400, Object is WORM protected and cannot be overwritten, LOCKED",
        "ObjectLocked, 400, '', LOCKED",
        "AccessDenied, 403, Access Denied, FORBIDDEN",
        "InvalidRequest, 400, Bucket is missing Object Lock Configuration, FORBIDDEN",
    })
    void tells_a_lock_that_will_end_from_a_right_that_is_missing(String code, int status, String message, Kind kind) {
        assertEquals(
                kind, ReplyVerdicts.of(code, status, message, Optional.empty()).kind());
    }

    @Test
    void names_the_region_that_a_redirect_tells() {
        Verdict header = ReplyVerdicts.of("PermanentRedirect", 301, "", Optional.of("eu-west-3"));
        assertEquals("the bucket is elsewhere: set region: eu-west-3", header.hint());
        Verdict bare = ReplyVerdicts.of("", 301, "", Optional.of("eu-west-3"));
        assertEquals(header, bare);
        String message =
                "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'sa-east-1'";
        Verdict told = ReplyVerdicts.of("AuthorizationHeaderMalformed", 400, message, Optional.empty());
        assertEquals("the bucket is elsewhere: set region: sa-east-1", told.hint());
    }
}
