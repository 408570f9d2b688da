package io.meridian.edge.ledger;

/** Told that there is something new for the hub; the link implements it. */
public interface LinkAlarm {
    void changed();
}
