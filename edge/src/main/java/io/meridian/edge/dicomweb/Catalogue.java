package io.meridian.edge.dicomweb;

import io.meridian.application.database.Database;
import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.QidoMatch;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.reception.InstanceHeader;
import io.meridian.edge.reception.Lookups;
import io.meridian.edge.reception.Sealed;
import io.meridian.edge.reception.StudyFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Searches of the clinical zone. SQL narrows by keyed hashes of UIDs, patient and accession
 * numbers; the rest is compared with unsealed headers, newest study first, up to a bound.
 * Thread-safe.
 */
@Component
final class Catalogue {
    /** Rows that one search looks at. */
    static final int SCAN = 50_000;

    private static final int PAGE = 200;
    private static final String STUDIES =
            "SELECT s.id, s.received, s.sealed,"
                    + " (SELECT count(*) FROM instance i WHERE i.study = s.id),"
                    + " (SELECT count(DISTINCT i.series) FROM instance i WHERE i.study = s.id),"
                    + " (SELECT group_concat(DISTINCT i.modality) FROM instance i WHERE i.study = s.id),"
                    + " (SELECT i.header FROM instance i WHERE i.study = s.id AND i.header IS NOT NULL"
                    + " ORDER BY i.number LIMIT 1) FROM study s WHERE ";

    private final Database database;
    private final Sealed sealed;
    private final Lookups lookups;

    /** Searches that go on at the same time; one takes a processor for up to some seconds. */
    private final Semaphore turns = new Semaphore(2, true);

    Catalogue(Database clinicalDatabase, Sealed sealed, Lookups lookups) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.lookups = lookups;
    }

    /**
     * What a search found.
     *
     * @param studies opaque ids of the studies that were shown
     * @param isCut whether there is more than was asked for or may be given at once
     * @param isScanned whether the search ended at its bound, so that older studies were not seen
     */
    record Found(List<DataSet> results, List<String> studies, boolean isCut, boolean isScanned) {}

    private record StudyRow(
            String id,
            long received,
            DataSet header,
            int instances,
            int series,
            String modalities) {}

    /** Searches for what the query's level says, with addresses below this one. */
    Found search(QidoQuery query, Scope scope, int limit, String base) {
        SearchLevel.requireSearchable(query);
        turns.acquireUninterruptibly();
        try {
            return walk(query, scope, limit, base);
        } finally {
            turns.release();
        }
    }

    private Found walk(QidoQuery query, Scope scope, int limit, String base) {
        var results = new SearchResults(query, scope, limit, base);
        var narrowing = Narrowing.of(query, scope, lookups);
        var received = Long.MAX_VALUE;
        var id = "";
        while (true) {
            var page = studies(narrowing, received, id);
            for (var study : page) {
                if (!study(study, query, narrowing, results)) {
                    return results.found();
                }
            }
            if (page.size() < PAGE) {
                return results.found();
            }
            received = page.getLast().received();
            id = page.getLast().id();
        }
    }

    private List<StudyRow> studies(Narrowing narrowing, long received, String id) {
        return database.read()
                .sql(
                        STUDIES
                                + narrowing.studies()
                                + " AND (s.received, s.id) < (?, ?) ORDER BY s.received DESC, s.id DESC LIMIT ?")
                .params(narrowing.studyParameters())
                .param(received)
                .param(id)
                .param(PAGE)
                .query((rs, _) -> studyRow(rs))
                .list();
    }

    private StudyRow studyRow(ResultSet rs) throws SQLException {
        var header = rs.getBytes(7);
        var modalities = rs.getString(6);
        return new StudyRow(
                rs.getString(1),
                rs.getLong(2),
                header == null
                        ? stated(sealed.open(StudyFacts.COLUMN, rs.getBytes(3), StudyFacts.class))
                        : header(header),
                rs.getInt(4),
                rs.getInt(5),
                modalities == null ? "" : modalities);
    }

    private DataSet header(byte[] column) {
        return InstanceHeader.read(sealed.keys().open(InstanceHeader.COLUMN, column)).dataSet();
    }

    /** Of a study whose headers are not filled yet. */
    private static DataSet stated(StudyFacts facts) {
        return DataSet.builder()
                .characterSet(CharacterSet.UTF_8)
                .text(Tags.StudyInstanceUID, facts.studyInstanceUid())
                .text(Tags.PatientName, facts.patientName())
                .text(Tags.PatientID, facts.patientId())
                .text(Tags.PatientBirthDate, facts.birthDate())
                .text(Tags.PatientSex, facts.sex())
                .text(Tags.StudyDate, facts.studyDate())
                .text(Tags.AccessionNumber, facts.accessionNumber())
                .build();
    }

    /** Offers a study, or what is below it; false when the search is over. */
    private boolean study(
            StudyRow study, QidoQuery query, Narrowing narrowing, SearchResults results) {
        if (study.instances() == 0) {
            return true;
        }
        UnaryOperator<DataSet> whole =
                header ->
                        header.toBuilder()
                                .text(
                                        SearchLevel.MODALITIES_IN_STUDY,
                                        study.modalities().split(","))
                                .numbers(SearchLevel.STUDY_SERIES, Math.max(1, study.series()))
                                .numbers(SearchLevel.STUDY_INSTANCES, study.instances())
                                .text(SearchLevel.INSTANCE_AVAILABILITY, "ONLINE")
                                .build();
        return switch (query.level()) {
            case STUDIES -> results.offer(study.id(), whole.apply(study.header()));
            case SERIES -> series(study, narrowing, whole, results);
            case INSTANCES -> instances(study, narrowing, whole, results);
        };
    }

    private boolean series(
            StudyRow study,
            Narrowing narrowing,
            UnaryOperator<DataSet> whole,
            SearchResults results) {
        // A bare column beside min() is of the row that has the least number.
        var all =
                database.read()
                        .sql(
                                "SELECT min(i.number), count(*), i.header FROM instance i"
                                        + " WHERE i.study = ? AND i.header IS NOT NULL AND "
                                        + narrowing.instances()
                                        + " GROUP BY i.series ORDER BY min(i.number) LIMIT ?")
                        .param(study.id())
                        .params(narrowing.instanceParameters())
                        .param(SCAN)
                        .query((rs, _) ->
                                header(rs.getBytes(3)).toBuilder()
                                        .numbers(SearchLevel.SERIES_INSTANCES, rs.getInt(2))
                                        .build())
                        .list();
        for (var each : all) {
            if (!results.offer(study.id(), whole.apply(each))) {
                return false;
            }
        }
        return true;
    }

    private boolean instances(
            StudyRow study,
            Narrowing narrowing,
            UnaryOperator<DataSet> whole,
            SearchResults results) {
        record Row(int number, DataSet header) {}
        var after = 0;
        while (true) {
            var page =
                    database.read()
                            .sql(
                                    "SELECT i.number, i.header FROM instance i WHERE i.study = ?"
                                            + " AND i.header IS NOT NULL AND "
                                            + narrowing.instances()
                                            + " AND i.number > ? ORDER BY i.number LIMIT ?")
                            .param(study.id())
                            .params(narrowing.instanceParameters())
                            .param(after)
                            .param(PAGE)
                            .query((rs, _) -> new Row(rs.getInt(1), header(rs.getBytes(2))))
                            .list();
            for (var row : page) {
                if (!results.offer(study.id(), whole.apply(row.header()))) {
                    return false;
                }
            }
            if (page.size() < PAGE) {
                return true;
            }
            after = page.getLast().number();
        }
    }

    /** Conditions for which there are indices; {@code 1 = 1} where there is none. */
    private record Narrowing(
            String studies,
            List<Object> studyParameters,
            String instances,
            List<Object> instanceParameters) {

        static Narrowing of(QidoQuery query, Scope scope, Lookups lookups) {
            var studies = new Conditions();
            var instances = new Conditions();
            switch (scope) {
                case Scope.All() -> {}
                case Scope.Study(var study) -> studies.study(lookups, List.of(study.studyUid()));
                case Scope.Series(Resource.Series(var study, var series)) -> {
                    studies.study(lookups, List.of(study));
                    instances.series(lookups, List.of(series));
                }
            }
            for (var match : query.matches()) {
                if (match.path().size() == 1 && match.isExact()) {
                    narrow(match, lookups, studies, instances);
                }
            }
            if (!instances.isEmpty()) {
                studies.add(
                        "s.id IN (SELECT i.study FROM instance i WHERE " + instances.sql() + ")",
                        instances.parameters);
            }
            return new Narrowing(
                    studies.sql(), studies.parameters, instances.sql(), instances.parameters);
        }

        private static void narrow(
                QidoMatch match, Lookups lookups, Conditions studies, Conditions instances) {
            var tag = match.tag();
            if (tag.equals(Tags.StudyInstanceUID)) {
                studies.study(lookups, match.values());
            } else if (tag.equals(Tags.SeriesInstanceUID)) {
                instances.series(lookups, match.values());
            } else if (tag.equals(Tags.SOPInstanceUID)) {
                instances.in("i.lookup", match.values().stream().map(lookups::instance).toList());
            } else if (tag.equals(Tags.PatientID)) {
                studies.add(
                        "(s.patient = ? OR s.patient IS NULL)",
                        List.of(lookups.patient(match.value())));
            } else if (tag.equals(Tags.AccessionNumber)) {
                studies.add(
                        "(s.accession = ? OR s.patient IS NULL)",
                        List.of(lookups.accession(match.value())));
            }
        }
    }

    private static final class Conditions {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        void study(Lookups lookups, List<String> uids) {
            in("s.lookup", uids.stream().map(lookups::study).toList());
        }

        void series(Lookups lookups, List<String> uids) {
            in("i.series", uids.stream().map(lookups::series).toList());
        }

        void in(String column, List<String> values) {
            add(column + " IN (" + "?, ".repeat(values.size() - 1) + "?)", List.copyOf(values));
        }

        void add(String condition, List<?> values) {
            text.append(text.isEmpty() ? "" : " AND ").append(condition);
            parameters.addAll(values);
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        String sql() {
            return text.isEmpty() ? "1 = 1" : text.toString();
        }
    }
}
