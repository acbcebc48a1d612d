package io.pgcairn.daemon;

import ch.qos.logback.classic.LoggerContext;
import io.pgcairn.daemon.check.CheckProgram;
import io.pgcairn.daemon.cli.BackupVerb;
import io.pgcairn.daemon.cli.CheckVerb;
import io.pgcairn.daemon.cli.CommandTree;
import io.pgcairn.daemon.cli.CompletionVerb;
import io.pgcairn.daemon.cli.ConfigVerb;
import io.pgcairn.daemon.cli.DaemonVerb;
import io.pgcairn.daemon.cli.DeleteVerb;
import io.pgcairn.daemon.cli.DemoVerb;
import io.pgcairn.daemon.cli.DrillVerb;
import io.pgcairn.daemon.cli.DumpVerb;
import io.pgcairn.daemon.cli.HoldVerb;
import io.pgcairn.daemon.cli.InitVerb;
import io.pgcairn.daemon.cli.KeygenVerb;
import io.pgcairn.daemon.cli.ListVerb;
import io.pgcairn.daemon.cli.ManVerb;
import io.pgcairn.daemon.cli.MomentParser;
import io.pgcairn.daemon.cli.OpenVerb;
import io.pgcairn.daemon.cli.PruneVerb;
import io.pgcairn.daemon.cli.RepairVerb;
import io.pgcairn.daemon.cli.RestoreVerb;
import io.pgcairn.daemon.cli.StatusVerb;
import io.pgcairn.daemon.cli.Terminal;
import io.pgcairn.daemon.cli.UnholdVerb;
import io.pgcairn.daemon.cli.Verb;
import io.pgcairn.daemon.cli.VersionText;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.job.DrillHost;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.program.AgeKeys;
import io.pgcairn.daemon.program.BackupClient;
import io.pgcairn.daemon.program.ConfigProgram;
import io.pgcairn.daemon.program.DaemonAddress;
import io.pgcairn.daemon.program.DeleteProgram;
import io.pgcairn.daemon.program.DemoProgram;
import io.pgcairn.daemon.program.DrillClient;
import io.pgcairn.daemon.program.DumpClient;
import io.pgcairn.daemon.program.HoldProgram;
import io.pgcairn.daemon.program.ListProgram;
import io.pgcairn.daemon.program.OpenProgram;
import io.pgcairn.daemon.program.PruneProgram;
import io.pgcairn.daemon.program.RepairProgram;
import io.pgcairn.daemon.program.RestoreProgram;
import io.pgcairn.daemon.program.StatusClient;
import io.pgcairn.daemon.service.DaemonProgram;
import io.pgcairn.daemon.service.ProcessSignals;
import io.pgcairn.daemon.setup.InitProgram;
import io.pgcairn.daemon.setup.OwnProgram;
import io.pgcairn.daemon.systemd.Supervisor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The one place where the parts of the program meet. */
final class Wiring {
    private final Terminal terminal;
    private final Path home;
    private final boolean debug;
    private final Map<String, String> environment;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param home where pgcairn is installed
     * @param debug whether unexpected errors show where they came from
     */
    Wiring(Terminal terminal, Path home, boolean debug, Map<String, String> environment) {
        this.terminal = terminal;
        this.home = home;
        this.debug = debug;
        this.environment = environment;
    }

    CommandLine commandLine() {
        return new CommandTree(terminal, debug).grow(verbs());
    }

    private List<Verb> verbs() {
        Seals seals = new Seals(random);
        Clusters clusters = new Clusters(new Stores(clock), seals, environment, clock);
        LogOutput log = new LogOutput((LoggerContext) LoggerFactory.getILoggerFactory(), terminal.out(), clock);
        MomentParser moments = new MomentParser(clock, ZoneId.systemDefault());
        AgeKeys keys = new AgeKeys(random, clock);
        ListProgram lister = new ListProgram(clusters, clock);
        StatusClient status = new StatusClient(clusters);
        HoldProgram holds = new HoldProgram(clusters, clock);
        DrillHost host = new DrillHost(new DaemonAddress(home), environment, VersionText.read());
        return List.of(
                new DaemonVerb(
                        new DaemonProgram(clusters, host, log, new ProcessSignals(), supervisor(), clock, random)),
                new InitVerb(init(clusters, keys), terminal),
                new KeygenVerb(keys, terminal),
                new CheckVerb(new CheckProgram(clusters, seals, lister, status, clock), terminal),
                new ConfigVerb(new ConfigProgram(clusters), terminal),
                new BackupVerb(new BackupClient(clusters), terminal),
                new DumpVerb(new DumpClient(clusters), terminal),
                new DrillVerb(new DrillClient(clusters), terminal, moments),
                new StatusVerb(status, terminal),
                new ListVerb(lister, terminal),
                new RepairVerb(new RepairProgram(clusters, clock), terminal),
                new PruneVerb(new PruneProgram(clusters, clock), terminal),
                new DeleteVerb(new DeleteProgram(clusters, clock), terminal),
                new HoldVerb(holds, terminal, moments),
                new UnholdVerb(holds, terminal),
                new RestoreVerb(new RestoreProgram(clusters, home, clock, random), terminal, moments),
                new OpenVerb(new OpenProgram(clusters, seals), terminal),
                new DemoVerb(new DemoProgram(Main.class.getName(), home, terminal.out(), clock)),
                new ManVerb(terminal),
                new CompletionVerb(terminal));
    }

    private InitProgram init(Clusters clusters, AgeKeys keys) {
        Path config = Path.of(environment.getOrDefault("PGCAIRN_CONFIG", "/etc/pgcairn/pgcairn.yaml"));
        return new InitProgram(clusters, keys, new OwnProgram(Main.class.getName(), home), config, clock);
    }

    private Supervisor supervisor() {
        return new Supervisor(environment, ProcessHandle.current().pid());
    }
}
