package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that did their work although they failed, or seem to have. */
class LostReplyTest {
    private static final int SHORT = 1000;
    private static final int IN_PARTS = 3 << 20;

    private static String publishing(int length) {
        return length == SHORT ? "put" : "complete";
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, IN_PARTS})
    void knows_its_own_object_when_the_second_try_says_that_it_exists(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next(publishing(length), Step.failAfter(Step.unavailable("reset")));
            faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(length), faulty.stored());
            assertEquals(List.of(publishing(length) + " StoreUnavailableException"), faulty.retried());
            assertEquals(1, faulty.script.asked("head"));
        }
    }

    @ParameterizedTest
    @EnumSource(PutCondition.class)
    void knows_its_own_object_when_every_reply_is_lost(PutCondition condition) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                Step lost = Step.failBefore(Step.unavailable("reset"));
                faulty.script.next("put", i == 2 ? Step.failAfter(Step.unavailable("reset")) : lost);
            }
            faulty.put(FaultyRemote.random(SHORT), condition);
            assertArrayEquals(FaultyRemote.random(SHORT), faulty.stored());
            assertEquals(Retries.MAX_TRIES, faulty.script.asked("put"));
        }
    }

    @Test
    void knows_its_own_replacement_when_the_store_has_forgotten_the_upload() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.put(new byte[1], PutCondition.IF_ABSENT);
            faulty.script.next("complete", Step.failAfter(Step.unavailable("reset")));
            faulty.put(FaultyRemote.random(IN_PARTS), PutCondition.REPLACE);
            assertArrayEquals(FaultyRemote.random(IN_PARTS), faulty.stored());
            assertEquals(2, faulty.script.asked("complete"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, IN_PARTS})
    void does_not_pass_on_that_an_object_exists_which_is_not_to_be_found(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                faulty.script.next(
                        publishing(length), Step.failBefore(new ObjectExistsException("a/b is there", "", null)));
            }
            assertThrows(
                    StoreUnavailableException.class,
                    () -> faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT));
            assertEquals(Retries.MAX_TRIES, faulty.script.asked("head"));
            faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(length), faulty.stored());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "part"})
    void does_not_pass_on_from_a_request_before_the_last_that_an_object_exists(String verb) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            for (int i = 0; i < 20 * Retries.MAX_TRIES; i++) {
                faulty.script.next(verb, Step.failBefore(new ObjectExistsException("a/b is there", "", null)));
            }
            assertThrows(
                    StoreUnavailableException.class,
                    () -> faulty.put(FaultyRemote.random(IN_PARTS), PutCondition.IF_ABSENT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, IN_PARTS})
    void does_not_say_that_what_is_to_be_replaced_exists(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.put(new byte[1], PutCondition.IF_ABSENT);
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                faulty.script.next(
                        publishing(length), Step.failBefore(new ObjectExistsException("a/b is there", "", null)));
            }
            assertThrows(
                    StoreUnavailableException.class,
                    () -> faulty.put(FaultyRemote.random(length), PutCondition.REPLACE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, IN_PARTS})
    void does_not_take_another_writer_s_object_for_its_own(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            RemoteTarget other = new RemoteTarget(FaultyRemote.KEY, PutCondition.IF_ABSENT, "0".repeat(32));
            faulty.script.next(publishing(length), effect -> {
                faulty.bucket.put(other, new byte[7], true);
                throw Step.unavailable("reset");
            });
            assertThrows(
                    ObjectExistsException.class, () -> faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT));
            assertEquals(7, faulty.stored().length);
            assertEquals(0, faulty.bucket.openUploads());
        }
    }

    @Test
    void fails_in_a_type_of_its_own_when_the_upload_is_gone_and_nothing_is_there() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            ObjectMissingException gone = new ObjectMissingException("no such upload", "", null);
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                faulty.script.next("complete", Step.failBefore(gone));
            }
            assertThrows(
                    StoreUnavailableException.class,
                    () -> faulty.put(FaultyRemote.random(IN_PARTS), PutCondition.IF_ABSENT));
            assertThrows(ObjectMissingException.class, faulty::stored);
        }
    }

    @Test
    void looks_once_more_when_doubt_is_followed_by_a_refusal() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            StoreForbiddenException forbidden = new StoreForbiddenException("expired", "", null);
            faulty.script.next("put", Step.failAfter(Step.unavailable("reset")), Step.failBefore(forbidden));
            faulty.put(FaultyRemote.random(SHORT), PutCondition.IF_ABSENT);
            faulty.script.next("put", Step.failBefore(forbidden));
            assertThrows(StoreForbiddenException.class, () -> faulty.put(new byte[1], PutCondition.REPLACE));
            assertEquals(1, faulty.script.asked("head"));
            assertArrayEquals(FaultyRemote.random(SHORT), faulty.stored());
        }
    }

    @Test
    void tells_the_put_s_failure_when_the_last_look_fails_too() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                faulty.script.next("put", Step.failBefore(Step.unavailable("down")));
            }
            faulty.script.next("head", Step.failBefore(Step.unavailable("head down")));
            StoreUnavailableException failure = assertThrows(
                    StoreUnavailableException.class, () -> faulty.put(new byte[1], PutCondition.IF_ABSENT));
            assertEquals("storing object a/b in fake://bucket/prefix failed after 5 tries: down", failure.getMessage());
            assertEquals("head down", failure.getSuppressed()[0].getMessage());
        }
    }

    @Test
    void looks_before_it_puts_where_the_store_knows_no_condition() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.unconditional()) {
            faulty.put(new byte[3], PutCondition.IF_ABSENT);
            assertThrows(ObjectExistsException.class, () -> faulty.put(new byte[4], PutCondition.IF_ABSENT));
            assertThrows(ObjectExistsException.class, () -> faulty.put(new byte[IN_PARTS], PutCondition.IF_ABSENT));
            assertEquals(3, faulty.stored().length);
            assertEquals(0, faulty.bucket.openUploads());
            faulty.put(new byte[5], PutCondition.REPLACE);
            assertEquals(3, faulty.script.asked("head"));
        }
    }
}
