package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.network.SubOperations;
import io.meridian.dicom.network.query.RetrieveResult;

/** What is said of a retrieval while it runs and at its end. */
final class Retrieval {
    private Retrieval() {}

    static void progress(SubOperations counts) {
        System.err.printf(
                "%d done, %d to do%n",
                counts.completed() + counts.warnings() + counts.failed(), counts.remaining());
    }

    /** An object that did not come makes the command fail. */
    static void report(RetrieveResult result) {
        var counts = result.counts();
        System.out.printf(
                "%d retrieved, %d failed%n",
                counts.completed() + counts.warnings(), counts.failed());
        if (result.status().isFailure() || counts.failed() > 0) {
            throw new CommandException(
                    "the provider ended the retrieval with status %s".formatted(result.status()));
        }
    }
}
