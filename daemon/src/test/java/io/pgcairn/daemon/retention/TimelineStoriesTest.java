package io.pgcairn.daemon.retention;

import static io.pgcairn.daemon.retention.TierStory.day;
import static io.pgcairn.daemon.retention.TierStory.window;
import static io.pgcairn.daemon.retention.Verdict.Reason.MINIMUM;
import static io.pgcairn.daemon.retention.Verdict.Reason.WINDOW;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a tier keeps of a server that is promoted, fails over, or is restored to the past. */
class TimelineStoriesTest {
    private static long[] range(long first, long last) {
        return LongStream.rangeClosed(first, last).toArray();
    }

    /** Promoted on day 2 and on day 4. */
    private static TierStory failovers() {
        return new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 20)
                .branch(2, 1, 25)
                .backup(2.5, 2, 30)
                .branch(3, 2, 45)
                .backup(4.5, 3, 50);
    }

    @Test
    void a_chain_of_failovers_keeps_each_timeline_up_to_the_segment_where_it_was_left() {
        failovers()
                .decided(window(3, 1), 5)
                .expires(0)
                .keeps(1, WINDOW)
                .keeps(2.5, WINDOW)
                .keeps(4.5, WINDOW, MINIMUM)
                .needsFrom(1, 20)
                .needsFrom(2, 25)
                .needsFrom(3, 45)
                .needsHistories(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void a_timeline_ends_in_the_window_s_eyes_once_a_backup_of_a_higher_one_has_left_it() {
        failovers()
                .backup(5.5, 3, 60)
                .backup(6.5, 3, 70)
                .decided(window(1, 1), 7)
                .expires(0, 1, 2.5, 4.5)
                .keeps(5.5, WINDOW)
                .needs(1)
                .needs(2)
                .needsFrom(3, 60)
                .needsHistories(3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void between_failover_and_first_backup_the_way_across_is_kept() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 20)
                .wal(2, 25)
                .decided(window(0, 1), 2)
                .expires(0)
                .keeps(1, MINIMUM, WINDOW)
                .needsFrom(1, 20)
                .needsFrom(2, 20)
                .needsHistories(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /** On day 3 the server was restored to its state in segment 15, between the first backup and the second. */
    private static TierStory restoredToThePast() {
        return new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 20)
                .backup(2, 1, 30)
                .branch(2, 1, 15)
                .backup(3.5, 2, 25);
    }

    @Test
    void a_branch_from_the_past_keeps_the_backup_before_the_place_where_it_left() {
        restoredToThePast()
                .decided(window(2, 1), 4)
                .keeps(0, WINDOW)
                .keeps(1, WINDOW)
                .keeps(2, WINDOW)
                .keeps(3.5, WINDOW, MINIMUM)
                .needsFrom(1, 10)
                .needsFrom(2, 15);
    }

    @Test
    void an_abandoned_branch_goes_when_the_window_has_left_it() {
        restoredToThePast()
                .backup(4.5, 2, 35)
                .decided(window(1, 1), 5)
                .expires(0, 1, 2)
                .keeps(3.5, WINDOW)
                .needs(1)
                .needsFrom(2, 25);
    }

    @Test
    void a_backup_behind_the_place_where_a_timeline_left_is_no_base_for_it() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 15)
                .backup(1.5, 1, 20)
                .branch(2, 1, 15)
                .branch(3, 2, 17)
                .backup(2.5, 3, 19)
                .decided(window(1, 1), 3)
                .expires(0)
                .keeps(1, WINDOW)
                .keeps(1.5, WINDOW);
    }

    @Test
    void where_no_mark_tells_the_ancestry_every_backup_that_may_lead_there_stays() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 24)
                .backup(1.1, 1, 25)
                .backup(1.2, 1, 26)
                .wal(2, 25)
                .withoutHistories()
                .backup(2.2, 2, 30)
                .decided(window(1, 1), 3)
                .expires(0)
                .keeps(1, WINDOW)
                .keeps(1.1, WINDOW)
                .keeps(1.2, WINDOW)
                .needsFrom(1, 24)
                .needsFrom(2, 24);
    }

    @Test
    void an_own_backup_before_the_window_makes_unknown_ancestry_unimportant() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .wal(2, 25)
                .withoutHistories()
                .backup(1, 2, 30)
                .backup(2.5, 2, 40)
                .decided(window(1, 1), 3)
                .expires(0)
                .keeps(1, WINDOW)
                .needs(1)
                .needsFrom(2, 30);
    }

    @Test
    void an_orphan_that_no_backup_leads_to_goes_once_a_newer_timeline_is_backed_up() {
        TierStory story = new TierStory().wal(1, 20).backup(1, 1, 20).wal(2, 5);
        story.decided(window(1, 1), 2).needsFrom(1, 20).needsFrom(2, 0);
        story.branch(3, 1, 25)
                .backup(2, 3, 30)
                .decided(window(1, 1), 3)
                .needs(2)
                .needsFrom(3, 25);
    }

    @Test
    void a_timeline_that_began_after_the_listing_is_kept_whole() {
        failovers().decided(window(0, 1), 5).needsFrom(4, 0).needsFrom(7, 0);
    }

    @Test
    void two_servers_that_gave_one_number_to_their_timelines_both_keep_their_way() {
        new TierStory()
                .wal(1, 0)
                .backup(0, 1, 10)
                .backup(1, 1, 20)
                .branch(2, 1, 15)
                .backup(2, 2, 18)
                .branch(2, 1, 25)
                .backup(2.1, 2, 28)
                .decided(window(1, 1), 3)
                .keeps(0, WINDOW)
                .keeps(1, WINDOW)
                .needsFrom(1, 10)
                .needsFrom(2, 15);
    }

    @Test
    void a_clock_that_went_back_does_not_make_an_older_position_the_base() {
        new TierStory()
                .wal(1, 0)
                .backup(3, 1, 10)
                .backup(1, 1, 20)
                .backup(8, 1, 30)
                .backup(9, 1, 40)
                .decided(window(2, 1), 9)
                .expires(3)
                .keeps(1, WINDOW)
                .needsFrom(1, 20);
    }

    @Test
    void an_old_timeline_s_last_backup_goes_when_the_window_has_left_the_new_one_s_first() {
        failovers()
                .decided(window(3, 1), 5)
                .keepsUntil(1, Optional.of(day(5.5)))
                .keepsUntil(2.5, Optional.of(day(7.5)));
    }
}
