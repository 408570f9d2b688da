package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.network.DimseException;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Reply;
import io.meridian.dicom.network.Status;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Answers one C-FIND: a pending response for each match, then the outcome. */
final class Findings {
    private Findings() {}

    static void send(
            Exchange exchange,
            Matcher matcher,
            Stream<DataSet> candidates,
            UnaryOperator<DataSet> finish) {
        var pending =
                Reply.of(
                        matcher.unsupported().isEmpty()
                                ? Status.PENDING
                                : Status.PENDING_UNSUPPORTED_KEYS);
        var matches = 0;
        for (var all = candidates.iterator(); all.hasNext(); ) {
            if (exchange.isCancelled()) {
                exchange.reply(Reply.of(Status.CANCELLED));
                return;
            }
            var candidate = all.next();
            if (!matcher.matches(candidate)) {
                continue;
            }
            if (++matches > exchange.limits().maxResults()) {
                throw new DimseException(
                        Status.OUT_OF_RESOURCES, "more matches than allowed; narrow the query");
            }
            exchange.pending(pending.with(finish.apply(matcher.response(candidate))));
        }
        exchange.reply(Reply.of(exchange.isCancelled() ? Status.CANCELLED : Status.SUCCESS));
    }
}
