package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record that has one winner over all tiers. Its bytes are gathered and go out at the commit: whatever a tier holds
 * already wins, else who is the first in the first tier; then every tier that lacks the record gets the winner's bytes.
 */
final class RecordUpload implements ObjectUpload {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_ROUNDS = 5;

    private final List<Tier> tiers;
    private final ObjectKey key;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean isOpen = true;

    RecordUpload(List<Tier> tiers, ObjectKey key) {
        this.tiers = tiers;
        this.key = key;
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireOpen();
        if (gathered.size() + (long) bytes.remaining() > MOST_BYTES) {
            throw new IllegalArgumentException("a record has at most " + MOST_BYTES + " bytes: " + key);
        }
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        gathered.writeBytes(chunk);
    }

    @Override
    public void commit() throws StoreException {
        requireOpen();
        isOpen = false;
        byte[] ours = gathered.toByteArray();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<Tier, byte[]> held = held();
            if (held.size() == tiers.size()) {
                throw exists();
            }
            byte[] winner = held.values().stream().findFirst().orElse(ours);
            if (spread(winner, held)) {
                if (!Arrays.equals(winner, ours)) {
                    throw exists();
                }
                return;
            }
        }
        throw new StoreUnavailableException(key + " comes and goes while it is written", "", null);
    }

    /** What the tiers hold under the name, in their order. */
    private Map<Tier, byte[]> held() throws StoreException {
        Map<Tier, byte[]> held = new LinkedHashMap<>();
        for (Tier tier : tiers) {
            read(tier).ifPresent(bytes -> held.put(tier, bytes));
        }
        return held;
    }

    private Optional<byte[]> read(Tier tier) throws StoreException {
        try (InputStream record = tier.store().get(key, ByteRange.ALL)) {
            return Optional.of(record.readNBytes(MOST_BYTES));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        } catch (IOException e) {
            throw new StoreUnavailableException("tier " + tier + ": " + key + " cannot be read", "", e);
        }
    }

    /** Gives the winner's bytes to every tier that lacks them; false if another writer came first in the first tier. */
    private boolean spread(byte[] winner, Map<Tier, byte[]> held) throws StoreException {
        for (Tier tier : tiers) {
            boolean isPut = held.containsKey(tier) || put(tier, winner);
            if (!isPut && tier.equals(tiers.getFirst())) {
                return false;
            }
        }
        return true;
    }

    private boolean put(Tier tier, byte[] bytes) throws StoreException {
        try (ObjectUpload upload = tier.store().upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
            return true;
        } catch (ObjectExistsException e) {
            return false;
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }

    private ObjectExistsException exists() {
        return new ObjectExistsException("object " + key + " exists already in every tier that acknowledges", "", null);
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("the upload of " + key + " has ended already");
        }
    }

    @Override
    public void close() {
        isOpen = false;
    }
}
