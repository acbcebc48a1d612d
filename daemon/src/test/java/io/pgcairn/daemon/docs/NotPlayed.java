package io.pgcairn.daemon.docs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The commands of untagged blocks that no test runs as they stand, each with the reason. */
public final class NotPlayed {
    private static final String PACKAGE = "needs the package; deploy/test/package.sh runs it in a fresh Debian";
    private static final String TARBALL = "needs the tarball, which only the profile dist builds";
    private static final String PLACES = "names places that the test of this page sets to its own";

    private final Map<String, String> reasons = new TreeMap<>();

    /** The whole table. */
    public NotPlayed() {
        add("DemoIT plays the demo", "./pgcairn demo", "pgcairn demo --postgres-bin /usr/lib/postgresql/15/bin");
        add("it is what runs this very test", "mvn verify");
        add(
                "does not end; what systemctl starts in ShownCommandsIT is this command",
                "./pgcairn daemon --config /etc/pgcairn/pgcairn.yaml");
        add(PACKAGE, "apt install ./pgcairn_VERSION_amd64.deb");
        add(
                "a build of its own, with the network; .ci/run and deploy/test/reproducible.sh build so",
                "JAVA_HOME=/path/to/jdk-25 mvn -Pdist -Dmaven.test.skip=true package");
        add(
                TARBALL,
                "mkdir /opt/pgcairn",
                "tar -xzf pgcairn-VERSION-linux-amd64.tar.gz --strip-components=1 -C /opt/pgcairn",
                "/opt/pgcairn/bin/pgcairn-aot-cache",
                "/opt/pgcairn/bin/pgcairn --version");
        add(
                "a drill of a minute more; DrillStoryIT runs these options",
                "pgcairn drill --config /etc/pgcairn/pgcairn.yaml --target latest",
                "pgcairn drill --config /etc/pgcairn/pgcairn.yaml --target 2h --tier far --keep");
        add(
                "needs an account at Google",
                "gcloud iam roles create pgcairn --project PROJECT "
                        + "--permissions storage.objects.create,storage.objects.get,storage.objects.list,"
                        + "storage.objects.delete",
                "gcloud storage buckets add-iam-policy-binding gs://BUCKET "
                        + "--member serviceAccount:ACCOUNT --role projects/PROJECT/roles/pgcairn");
        add(
                PLACES,
                "STORE=/var/lib/pgcairn",
                "CLUSTER=main",
                "KEY=/etc/pgcairn/identity.txt",
                "DATA=/srv/restored",
                "PGBIN=/usr/lib/postgresql/15/bin",
                "NEW=postgres",
                "NUMBER=0000");
    }

    private void add(String reason, String... commands) {
        for (String command : List.of(commands)) {
            reasons.put(command, reason);
        }
    }

    /** Why it is not run; empty if it is to be run. */
    public Optional<String> reason(String command) {
        return Optional.ofNullable(reasons.get(command));
    }

    Iterable<String> commands() {
        return reasons.keySet();
    }
}
