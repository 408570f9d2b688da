package io.meridian.dicom.fuzz;

import java.io.IOException;
import java.util.List;

/** One way in for bytes from outside. */
interface FuzzTarget {
    /** Lower-case words with hyphens; also the folder of its regression inputs. */
    String name();

    /**
     * Does with the input what a user would do.
     *
     * @throws io.meridian.dicom.DicomException if the input is refused
     */
    void run(byte[] input) throws IOException;

    /** The most bytes that may be allocated for this input, all of it, whether kept or not. */
    long allowance(byte[] input);

    /** Inputs to begin with, generated. */
    List<byte[]> seeds();

    /** Inputs from the real files, where they are here. */
    default List<byte[]> realSeeds() throws IOException {
        return List.of();
    }
}
