package io.meridian.edge.reception;

/** The clinical zone's objects as they were received, each encrypted under its subject's key. */
public interface Originals {
    /**
     * The Part 10 bytes of an instance of the clinical zone.
     *
     * @param instance id of the instance's row, opaque
     */
    byte[] read(String instance);
}
