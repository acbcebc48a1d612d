package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Messages that fit on a line of a log. */
class ReasonTest {
    @Test
    void says_in_one_sentence_that_there_are_no_credentials() {
        SdkException lacking = assertThrows(
                SdkException.class,
                () -> AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create())
                        .resolveCredentials());
        StoreException told = S3Errors.translate(Verb.PUT, "a/b in s3://bucket", lacking);
        assertTrue(told instanceof StoreForbiddenException, told.toString());
        assertEquals(
                "put of a/b in s3://bucket failed: no credentials were found, neither in the environment nor in files"
                        + " nor as a role of this host",
                told.getMessage());
        assertTrue(told.hint().contains("access_key_file"), told.hint());
    }

    @Test
    void leaves_out_what_the_sdk_counts_and_wraps() {
        SdkClientException wrapped =
                SdkClientException.create("Unable to execute HTTP request", new ConnectException("Connection refused"));
        assertEquals("ConnectException: Connection refused", Reason.of(wrapped));
        assertEquals("UnknownHostException: nowhere.invalid", Reason.of(new UnknownHostException("nowhere.invalid")));
        assertEquals("IOException", Reason.of(new IOException()));
        SdkClientException counted =
                SdkClientException.create("Data read has a different length. (SDK Attempt Count: 1)");
        assertEquals("SdkClientException: Data read has a different length.", Reason.of(counted));
    }

    @Test
    void is_never_longer_than_a_few_lines() {
        assertTrue(Reason.of(new IOException("x".repeat(5000))).length() < 250);
    }

    @Test
    void tells_distrust_as_every_store_does() {
        SdkClientException wrapped =
                SdkClientException.create("x", new IOException(new CertificateExpiredException("y")));
        StoreException told = S3Errors.translate(Verb.GET, "a", wrapped);
        assertTrue(told instanceof InvalidStoreSettingsException, told.toString());
        assertEquals("get of a failed: the certificate of who answers is not trusted", told.getMessage());
    }
}
