package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Azure answers, and what the store says then. */
class AzureProblemTest {
    private static final Attempt ANY = new Attempt("put", "azure://account/container/key", false);

    static Stream<Arguments> answers() {
        return Stream.of(
                        List.of(404, "BlobNotFound", ObjectMissingException.class, ""),
                        List.of(404, "ContainerNotFound", InvalidStoreSettingsException.class, "make the container"),
                        List.of(404, "ResourceNotFound", StoreUnavailableException.class, "endpoint"),
                        List.of(404, "", StoreUnavailableException.class, "endpoint"),
                        List.of(400, "InvalidBlockList", ObjectMissingException.class, ""),
                        List.of(401, "InvalidAuthenticationInfo", StoreForbiddenException.class, "clock"),
                        List.of(401, "NoAuthenticationInformation", StoreForbiddenException.class, "credentials"),
                        List.of(403, "AuthenticationFailed", StoreForbiddenException.class, "expired"),
                        List.of(403, "AuthenticationFailed", StoreForbiddenException.class, "clock"),
                        List.of(403, "AuthorizationPermissionMismatch", StoreForbiddenException.class, "role"),
                        List.of(403, "AuthorizationFailure", StoreForbiddenException.class, "network rules"),
                        List.of(403, "AuthorizationSourceIPMismatch", StoreForbiddenException.class, "address"),
                        List.of(403, "AuthorizationResourceTypeMismatch", StoreForbiddenException.class, "srt=co"),
                        List.of(403, "KeyBasedAuthenticationNotPermitted", StoreForbiddenException.class, "identity"),
                        List.of(403, "AccountIsDisabled", StoreForbiddenException.class, "subscription"),
                        List.of(403, "SomethingNew", StoreForbiddenException.class, "credentials"),
                        List.of(407, "", StoreForbiddenException.class, "proxy"),
                        List.of(409, "BlobArchived", StoreForbiddenException.class, "rehydrate"),
                        List.of(409, "BlobBeingRehydrated", StoreForbiddenException.class, "wait"),
                        List.of(409, "BlobImmutableDueToPolicy", ObjectLockedException.class, "retention"),
                        List.of(409, "BlobImmutableDueToLegalHold", ObjectLockedException.class, "hold"),
                        List.of(409, "SnapshotsPresent", StoreForbiddenException.class, "snapshots"),
                        List.of(
                                409,
                                "BlobUsesCustomerSpecifiedEncryption",
                                StoreForbiddenException.class,
                                "customer_key_file"),
                        List.of(412, "LeaseIdMissing", StoreForbiddenException.class, "lease"),
                        List.of(409, "ContainerBeingDeleted", StoreUnavailableException.class, ""),
                        List.of(409, "SomethingNew", StoreUnavailableException.class, ""),
                        List.of(400, "InvalidBlobOrBlock", StoreUnavailableException.class, "week"),
                        List.of(400, "Md5Mismatch", StoreUnavailableException.class, ""),
                        List.of(400, "InvalidHeaderValue", InvalidStoreSettingsException.class, "options"),
                        List.of(413, "RequestBodyTooLarge", InvalidStoreSettingsException.class, "part_size"),
                        List.of(409, "AccountCapacityExceeded", StoreFullException.class, "capacity"),
                        List.of(507, "", StoreFullException.class, "capacity"),
                        List.of(408, "", StoreTimeoutException.class, ""),
                        List.of(500, "OperationTimedOut", StoreTimeoutException.class, ""),
                        List.of(429, "", StoreUnavailableException.class, ""),
                        List.of(500, "InternalError", StoreUnavailableException.class, ""),
                        List.of(503, "ServerBusy", StoreUnavailableException.class, ""),
                        List.of(302, "", StoreUnavailableException.class, ""))
                .map(row -> Arguments.of(row.toArray()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tells_an_answer_in_the_contract_s_types(int status, String code, Class<?> expected, String hint) {
        StoreException told = AzureErrors.of(ANY, status, code, null);
        assertInstanceOf(expected, told);
        assertTrue(told.hint().contains(hint), told.hint());
        assertTrue(String.valueOf(told.getMessage()).contains(ANY + ": " + status), told.getMessage());
    }

    @Test
    void says_that_a_key_is_taken_only_to_those_who_want_to_be_first() {
        assertInstanceOf(
                ObjectExistsException.class, AzureErrors.of(ANY.first(true), 409, "BlobImmutableDueToPolicy", null));
        for (String code : List.of("BlobAlreadyExists", "ConditionNotMet", "UnauthorizedBlobOverwrite", "")) {
            int status = code.isEmpty() ? 412 : 409;
            assertInstanceOf(ObjectExistsException.class, AzureErrors.of(ANY.first(true), status, code, null));
            assertInstanceOf(StoreUnavailableException.class, AzureErrors.of(ANY, status, code, null));
        }
        assertInstanceOf(StoreForbiddenException.class, AzureErrors.of(ANY, 403, "UnauthorizedBlobOverwrite", null));
    }

    @Test
    void never_takes_anything_but_azure_s_own_word_for_missing() {
        for (int status = 300; status < 600; status++) {
            for (String code : List.of("", "ContainerNotFound", "ResourceNotFound", "QueueNotFound", "NotFound")) {
                assertFalse(
                        AzureErrors.of(ANY, status, code, null) instanceof ObjectMissingException, status + " " + code);
            }
        }
        assertEquals(
                AzureProblem.Kind.MISSING, AzureProblem.of(404, "BlobNotFound").kind());
    }
}
