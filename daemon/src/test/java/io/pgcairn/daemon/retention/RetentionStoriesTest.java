package io.pgcairn.daemon.retention;

import static io.pgcairn.daemon.retention.TierStory.day;
import static io.pgcairn.daemon.retention.TierStory.id;
import static io.pgcairn.daemon.retention.TierStory.window;
import static io.pgcairn.daemon.retention.Verdict.Reason.CHILD;
import static io.pgcairn.daemon.retention.Verdict.Reason.DAILY;
import static io.pgcairn.daemon.retention.Verdict.Reason.HOLD;
import static io.pgcairn.daemon.retention.Verdict.Reason.MINIMUM;
import static io.pgcairn.daemon.retention.Verdict.Reason.MONTHLY;
import static io.pgcairn.daemon.retention.Verdict.Reason.RESTORE;
import static io.pgcairn.daemon.retention.Verdict.Reason.WEEKLY;
import static io.pgcairn.daemon.retention.Verdict.Reason.WINDOW;
import static io.pgcairn.daemon.retention.Verdict.Reason.YEARLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a tier keeps, on one server that is never promoted. */
class RetentionStoriesTest {
    /** A backup a day, each ten segments behind the one before it. */
    private static TierStory daily(int from, int to) {
        TierStory story = new TierStory().wal(1, 0);
        for (int day = from; day <= to; day++) {
            story.backup(day, 1, day * 10L);
        }
        return story;
    }

    @Test
    void the_backup_before_the_window_stays_with_the_wal_behind_it() {
        daily(0, 6)
                .decided(window(2, 1), 6)
                .expires(0, 1, 2, 3)
                .keeps(4, WINDOW)
                .keeps(5, WINDOW)
                .keeps(6, WINDOW, MINIMUM)
                .needsFrom(1, 40);
    }

    @Test
    void a_window_that_begins_between_two_backups_is_reached_from_the_older_one() {
        TierStory.Outcome outcome = daily(0, 6)
                .backup(6.5, 1, 65)
                .decided(window(2, 1), 7)
                .expires(3)
                .keeps(4, WINDOW)
                .needsFrom(1, 40);
        assertEquals(day(4.5), outcome.plan().windowStart());
    }

    @Test
    void a_minimum_of_backups_extends_the_window() {
        TierStory.Outcome outcome = daily(0, 6)
                .decided(window(1, 4), 6)
                .expires(0, 1, 2)
                .keeps(3, MINIMUM, WINDOW)
                .keeps(5, MINIMUM, WINDOW)
                .needsFrom(1, 30);
        assertEquals(day(3), outcome.plan().windowStart());
    }

    @Test
    void a_backup_taken_while_the_clock_was_back_replaces_no_base() {
        TierStory.Outcome outcome = daily(0, 6)
                .backup(-300, 1, 70)
                .decided(window(2, 1), 7)
                .expires(0, 1, 2, 3)
                .keeps(4, WINDOW)
                .keeps(5, WINDOW)
                .keeps(6, WINDOW)
                .keeps(-300, WINDOW, MINIMUM)
                .needsFrom(1, 40);
        assertEquals(day(4), outcome.plan().windowStart());
    }

    @Test
    void fewer_backups_than_the_minimum_all_stay() {
        daily(3, 4).decided(window(0, 5), 9).keeps(3, MINIMUM, WINDOW).keeps(4, MINIMUM, WINDOW);
    }

    @Test
    void the_only_backup_stays_however_old_it_is() {
        daily(3, 3).decided(window(0, 1), 4000).keeps(3, MINIMUM, WINDOW).needsFrom(1, 30);
    }

    @Test
    void a_year_without_a_backup_deletes_no_more_than_the_day_of_the_last_one() {
        TierStory story = daily(0, 6);
        assertEquals(
                story.decided(window(2, 1), 6).plan(),
                story.decided(window(2, 1), 400).plan());
    }

    @Test
    void nothing_goes_without_a_good_backup() {
        String hint = new TierStory().wal(1, 0).refused(window(0, 1), day(1)).hint();
        assertTrue(hint.contains("pgcairn backup"), hint);
    }

    @Test
    void nothing_goes_while_the_newest_backup_lies_in_the_future() {
        TierStory story = daily(0, 6).backup(400, 1, 70);
        String why = story.refused(window(2, 1), day(7)).why();
        assertTrue(why.contains(id(400).value()), why);
        daily(0, 6).refused(window(2, 1), day(6).minusSeconds(301));
        daily(0, 6).decided(window(2, 1), 6 - 299.0 / 86_400);
    }

    @Test
    void a_jump_of_a_year_must_be_confirmed_by_a_second_backup() {
        TierStory story = daily(0, 6).backup(371, 1, 70);
        String why = story.refused(window(2, 1), day(371)).why();
        assertTrue(why.contains(id(371).value()) && why.contains(id(6).value()), why);
        story.backup(372, 1, 80)
                .decided(window(2, 1), 372)
                .expires(5)
                .keeps(6, WINDOW)
                .keeps(371, WINDOW);
    }

    @Test
    void backups_that_are_always_farther_apart_than_the_window_are_no_jump() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 1)
                .backup(30, 1, 2)
                .backup(61, 1, 3)
                .decided(window(1, 1), 61)
                .expires(0)
                .keeps(30, WINDOW);
    }

    @Test
    void grandfather_father_and_son_are_islands_in_the_wal() {
        RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(1), 1, 3, 2, 2, 2, ZoneOffset.UTC);
        TierStory.Outcome outcome = new TierStory()
                .wal(1, 0)
                .backup(-300, 1, 5) // 7 March 2025
                .backup(-250, 1, 7) // 26 April 2025
                .backup(-20, 1, 10) // Friday, 12 December
                .backup(-18, 1, 12) // Sunday, 14 December
                .backup(-17, 1, 13) // Monday, 15 December
                .backup(-1, 1, 20) // New Year's Eve, in the same week as New Year's Day
                .backup(0, 1, 30)
                .backup(0.1, 1, 31)
                .decided(policy, 1);
        outcome.expires(-300, -250, -20, -18)
                .keeps(-17, WEEKLY, DAILY)
                .keeps(-1, WINDOW, DAILY, MONTHLY, YEARLY)
                .keeps(0, WINDOW)
                .keeps(0.1, WINDOW, MINIMUM, DAILY, WEEKLY, MONTHLY, YEARLY);
    }

    @Test
    void an_island_keeps_the_segments_from_start_to_stop_and_no_others() {
        RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(1), 1, 0, 0, 2, 0, ZoneOffset.UTC);
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(20, 1, 40)
                .backup(40, 1, 60)
                .backup(41, 1, 70)
                .backup(42, 1, 80)
                .decided(policy, 42)
                .expires(0)
                .keeps(20, MONTHLY)
                .expires(40)
                .needs(1, withIsland(40, 70));
    }

    private static long[] withIsland(long island, long from) {
        return java.util.stream.LongStream.concat(
                        java.util.stream.LongStream.of(island), java.util.stream.LongStream.range(from, 100))
                .toArray();
    }

    @Test
    void a_day_begins_where_the_zone_says() {
        // Both on one day in UTC, at noon and at 19:12; in Auckland it is 01:00 and 08:12 of the next day.
        TierStory story = new TierStory()
                .wal(1, 0)
                .backup(0, 1, 1)
                .backup(0.3, 1, 2)
                .backup(0.6, 1, 3)
                .backup(30, 1, 4)
                .backup(31, 1, 5);
        story.decided(new RetentionPolicy(Duration.ZERO, 1, 4, 0, 0, 0, ZoneOffset.UTC), 31)
                .expires(0)
                .keeps(0.3, DAILY)
                .keeps(0.6, DAILY);
        story.decided(new RetentionPolicy(Duration.ZERO, 1, 4, 0, 0, 0, ZoneId.of("Pacific/Auckland")), 31)
                .expires(0, 0.3)
                .keeps(0.6, DAILY);
    }

    @Test
    void a_hold_keeps_a_backup_and_the_wal_that_it_needs_by_itself() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .touched(true, false)
                .backup(1, 1, 20)
                .backup(2, 1, 30)
                .backup(3, 1, 40)
                .decided(window(1, 1), 3)
                .keeps(0, HOLD)
                .expires(1)
                .needs(1, withIsland(10, 30));
    }

    @Test
    void a_running_restore_keeps_its_backup_and_all_wal_behind_it_wherever_it_may_lead() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .touched(true, true)
                .backup(1, 1, 20)
                .wal(2, 0)
                .branch(3, 1, 25)
                .backup(2, 3, 30)
                .backup(3, 3, 40)
                .decided(window(1, 1), 3)
                .keeps(0, HOLD, RESTORE)
                .expires(1)
                .needsFrom(1, 10)
                .needsFrom(2, 10)
                .needsHistories(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void what_a_kept_increment_builds_on_stays_and_its_later_wal_goes() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .increment(1, 1, 20, 0)
                .increment(2, 1, 30, 1)
                .backup(3, 1, 40)
                .decided(window(1, 1), 3)
                .keeps(0, CHILD)
                .keeps(1, CHILD)
                .keeps(2, WINDOW)
                .needs(1, islands(10, 20, 30));
    }

    private static long[] islands(long first, long second, long from) {
        return java.util.stream.LongStream.concat(
                        java.util.stream.LongStream.of(first, second), java.util.stream.LongStream.range(from, 100))
                .toArray();
    }

    @Test
    void an_increment_of_a_lost_backup_counts_as_none() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 20)
                .increment(2, 1, 30, 1.5)
                .backup(3, 1, 40)
                .increment(3.5, 1, 45, 1.5)
                .decided(window(1, 1), 4)
                .expires(0, 2)
                .keeps(1, WINDOW)
                .keeps(3, WINDOW, MINIMUM)
                .keeps(3.5, WINDOW);
        new TierStory().wal(1, 0).increment(2, 1, 30, 1).refused(window(1, 1), day(3));
    }

    @Test
    void a_backup_of_the_window_goes_when_the_next_one_has_left_it() {
        daily(0, 6)
                .decided(window(2, 1), 6)
                .keepsUntil(4, Optional.of(day(7)))
                .keepsUntil(5, Optional.of(day(8)))
                .keepsUntil(6, Optional.empty());
    }

    @Test
    void a_window_longer_than_time_keeps_everything() {
        RetentionPolicy policy = new RetentionPolicy(Duration.ofSeconds(Long.MAX_VALUE), 1, 0, 0, 0, 0, ZoneOffset.UTC);
        daily(0, 6)
                .decided(policy, 6)
                .keeps(0, WINDOW)
                .keepsUntil(0, Optional.empty())
                .needsFrom(1, 0);
    }
}
