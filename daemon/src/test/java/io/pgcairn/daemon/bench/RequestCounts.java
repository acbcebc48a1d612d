package io.pgcairn.daemon.bench;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.servers.gcs.StrictGcsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The requests that a segment and a pack cost, through the daemon's own pipeline. WAL and files are random bytes, so
 * that nothing gets shorter.
 *
 * @param requests takes the methods of the requests since it was last asked
 */
record RequestCounts(StoreTarget target, Supplier<List<String>> requests) {
    static final String HEADER = """

            | requests of | first segment | 8 further ones | a pack of 256 MiB | a GB | a pack read | a GB read |
            | --- | --- | --- | --- | --: | --- | --: |""";

    private static final int SEGMENT = 16 << 20;
    private static final int SEGMENTS = 8;
    private static final int PACK = 256 << 20;
    private static final double PACKS_IN_GIGABYTE = 1e9 / PACK;

    /** A row of the table; the store is asked through a proxy, or a server that keeps account of itself. */
    static String row(String name, StoreTarget target) throws IOException {
        if (name.equals("gcs")) {
            try (StrictGcsServer server = StoreTargets.strictGcs()) {
                int[] seen = {0};
                return new RequestCounts(StoreTargets.at(server), () -> {
                            List<String> all = server.requests();
                            List<String> fresh = all.subList(seen[0], all.size());
                            seen[0] = all.size();
                            return fresh.stream()
                                    .map(line -> line.split(" ")[0])
                                    .toList();
                        })
                        .row(name);
            }
        }
        URI endpoint = URI.create(target.options().get("endpoint"));
        try (CountingProxy proxy = CountingProxy.before(endpoint)) {
            return new RequestCounts(target.at(proxy.endpoint()), proxy::takeMethods).row(name);
        }
    }

    private String row(String name) throws IOException {
        SecureRandom random = new SecureRandom();
        AgeSealer sealer = new AgeSealer(
                List.of(X25519Identity.generate(random).recipient()), new PayloadCiphers().fastest(), random);
        try (ObjectStore store = StoreOpening.open(target.location(), target.options());
                ObjectPusher pusher = new ObjectPusher(store, Optional.of(sealer), 1)) {
            // What a store asks once in its life, such as for uploads that a crash left, is not a segment's.
            List<ObjectKey> segments = new ArrayList<>(List.of(push(pusher, "counted/first.zst.age", SEGMENT)));
            List<String> first = requests.get();
            for (int i = 0; i < SEGMENTS; i++) {
                segments.add(push(pusher, "counted/segment-" + i + ".zst.age", SEGMENT));
            }
            List<String> further = requests.get();
            store.delete(segments);
            List<String> unused = requests.get();
            ObjectKey pack = push(pusher, "counted/pack.tar.zst.age", PACK);
            List<String> written = requests.get();
            try (InputStream in = store.get(pack, ByteRange.ALL)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            List<String> read = requests.get();
            store.delete(List.of(pack));
            List<String> cells = List.of(
                    name, text(first), text(further), text(written), gigabyte(written), text(read), gigabyte(read));
            return "| " + String.join(" | ", cells) + " |";
        }
    }

    private static ObjectKey push(ObjectPusher pusher, String name, int bytes) throws IOException {
        ObjectKey key = new ObjectKey(name);
        ByteBuffer plain = ByteBuffer.allocateDirect(bytes);
        SplittableRandom random = new SplittableRandom(bytes);
        while (plain.hasRemaining()) {
            plain.putLong(random.nextLong());
        }
        pusher.push(key, plain.flip());
        return key;
    }

    private static Map<String, Long> counted(List<String> methods) {
        return methods.stream().collect(Collectors.groupingBy(m -> m, TreeMap::new, Collectors.counting()));
    }

    private static String text(List<String> methods) {
        return counted(methods).entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String gigabyte(List<String> methods) {
        return Figures.number(methods.size() * PACKS_IN_GIGABYTE, 1);
    }
}
