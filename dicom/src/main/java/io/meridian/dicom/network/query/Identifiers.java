package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.network.DimseException;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Status;

/** The rules of PS3.4 section C.4 for identifiers. */
final class Identifiers {
    private static final int RELATIONAL = 0;
    private static final int COMBINED_DATE_TIME = 1;

    private Identifiers() {}

    /** The query of an identifier, if it obeys the hierarchy or need not. */
    static Query query(QueryModel model, Exchange exchange) {
        var keys = exchange.dataSet();
        var level =
                QueryLevel.of(keys.first(QueryLevel.QUERY_RETRIEVE_LEVEL))
                        .filter(model.levels()::contains)
                        .orElseThrow(() -> refused("QueryRetrieveLevel is not one of the model"));
        if (!isGranted(exchange, RELATIONAL)) {
            for (var above : model.levels()) {
                if (above.compareTo(level) < 0 && !isSingle(keys, above)) {
                    throw refused("a level above needs one value of its unique key");
                }
            }
        }
        return new Query(model, level, keys, exchange.terms());
    }

    /** The query of a retrieval: it names what to retrieve. */
    static Query retrieval(QueryModel model, Exchange exchange) {
        var query = query(model, exchange);
        var values = query.keys().texts(query.level().uniqueKey());
        if (values.isEmpty() || values.stream().anyMatch(Glob::isPattern)) {
            throw refused("the unique key of the level has no value");
        }
        return query;
    }

    static Matcher.DateTimes dateTimes(Exchange exchange) {
        return isGranted(exchange, COMBINED_DATE_TIME)
                ? Matcher.DateTimes.COMBINED
                : Matcher.DateTimes.SEPARATE;
    }

    /** Grants what of extended negotiation is offered (PS3.4 section C.5.1.1). */
    static byte[] grant(byte[] asked) {
        var granted = new byte[asked.length];
        for (var i = 0; i < Math.min(asked.length, COMBINED_DATE_TIME + 1); i++) {
            granted[i] = asked[i] == 1 ? (byte) 1 : 0;
        }
        return granted;
    }

    private static boolean isGranted(Exchange exchange, int option) {
        var granted = exchange.terms().extended().get(exchange.context().abstractSyntax());
        return granted != null && granted.length > option && granted[option] == 1;
    }

    private static boolean isSingle(DataSet keys, QueryLevel level) {
        var values = keys.texts(level.uniqueKey());
        return values.size() == 1
                && !values.getFirst().isEmpty()
                && !Glob.isPattern(values.getFirst());
    }

    private static DimseException refused(String why) {
        return new DimseException(Status.IDENTIFIER_DOES_NOT_MATCH, why);
    }
}
