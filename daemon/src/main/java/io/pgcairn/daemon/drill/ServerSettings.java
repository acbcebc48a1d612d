package io.pgcairn.daemon.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a drill's server. They win over what {@code ALTER SYSTEM} left in the restored cluster: the copy
 * follows nobody, tells nobody, runs no job of its owner's, and stays small.
 */
final class ServerSettings {
    private ServerSettings() {}

    static Map<String, String> of(int major) {
        Map<String, String> settings = new LinkedHashMap<>();
        quiet(settings, major);
        small(settings);
        plain(settings, major);
        return settings;
    }

    /** Background workers of extensions, subscriptions and standbys would act on the world outside. */
    private static void quiet(Map<String, String> settings, int major) {
        settings.put("hot_standby", "off");
        settings.put("archive_mode", "off");
        settings.put("shared_preload_libraries", "");
        settings.put("session_preload_libraries", "");
        settings.put("local_preload_libraries", "");
        settings.put("max_logical_replication_workers", "0");
        settings.put("max_wal_senders", "0");
        settings.put("wal_level", "replica");
        settings.put("primary_conninfo", "");
        settings.put("synchronous_standby_names", "");
        settings.put("recovery_min_apply_delay", "0");
        // Commands that the source was given when it was restored itself, or was a standby.
        settings.put("recovery_end_command", "");
        settings.put("archive_cleanup_command", "");
        settings.put("autovacuum", "off");
        if (major >= 17) {
            // A trigger at login is code of the owner's.
            settings.put("event_triggers", "off");
            settings.put("summarize_wal", "off");
        }
        if (major >= 15) {
            settings.put("archive_library", "");
        }
        if (major < 16) {
            settings.put("promote_trigger_file", "");
        }
        if (major < 15) {
            settings.put("stats_temp_directory", "pg_stat_tmp");
        }
    }

    private static void small(Map<String, String> settings) {
        settings.put("shared_buffers", "64MB");
        settings.put("huge_pages", "off");
        settings.put("max_connections", "20");
        settings.put("superuser_reserved_connections", "3");
        // Transactions that were prepared at the target need their places; nothing else in recovery asks for any.
        settings.put("max_prepared_transactions", "1000");
        settings.put("max_worker_processes", "8");
        settings.put("jit", "off");
        // It is thrown away: nothing of it has to outlive a power cut.
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
    }

    /** What must not hide damage, and what the place of the copy has no use for. */
    private static void plain(Map<String, String> settings, int major) {
        settings.put("ignore_checksum_failure", "off");
        settings.put("zero_damaged_pages", "off");
        settings.put("ssl", "off");
        settings.put("external_pid_file", "");
        settings.put("cluster_name", "pgcairn drill");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        settings.put("log_min_messages", "warning");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_statement", "none");
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("lc_messages", "C");
        settings.put("restart_after_crash", "off");
        // A group that is not here, or that this user is not in, keeps a server from starting.
        settings.put("unix_socket_group", "");
        if (major >= 16) {
            settings.put("reserved_connections", "0");
        }
        if (major >= 18) {
            // The programs here may be built without io_uring, or the host may forbid it.
            settings.put("io_method", "worker");
        }
    }
}
