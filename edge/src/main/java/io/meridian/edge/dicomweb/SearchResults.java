package io.meridian.edge.dicomweb;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.web.QidoMatch;
import io.meridian.dicom.web.QidoQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes what a search comes upon, passes over the pages before, and ends when it has enough. */
final class SearchResults {
    private final QidoQuery.Level level;
    private final List<QidoMatch> matches;
    private final Set<Tag> answered;
    private final String base;
    private final int limit;
    private final List<DataSet> results = new ArrayList<>();
    private final Set<String> studies = new LinkedHashSet<>();
    private int skip;
    private int seen;
    private boolean isCut;
    private boolean isScanned;

    SearchResults(QidoQuery query, Scope scope, int limit, String base) {
        this.level = query.level();
        // Identifiers were narrowed by; one of a lower level is in no data set of this level.
        this.matches =
                query.matches().stream().filter(match -> !SearchLevel.isIdentifier(match)).toList();
        this.answered = SearchLevel.answered(query, scope.below());
        this.base = base;
        this.limit = limit;
        this.skip = query.offset();
    }

    /** Takes a candidate; false when nothing more is wanted. */
    boolean offer(String study, DataSet candidate) {
        if (seen++ == Catalogue.SCAN) {
            isScanned = true;
            return false;
        }
        if (!matches.stream().allMatch(match -> match.isMatchedBy(candidate))) {
            return true;
        }
        if (skip > 0) {
            skip--;
            return true;
        }
        if (results.size() == limit) {
            isCut = true;
            return false;
        }
        results.add(answer(candidate));
        studies.add(study);
        return true;
    }

    private DataSet answer(DataSet candidate) {
        var answer = DataSet.builder();
        for (var element : candidate) {
            if (answered.contains(element.tag())) {
                answer.put(element);
            }
        }
        return answer.text(SearchLevel.RETRIEVE_URL, Vr.UR, address(candidate)).build();
    }

    private String address(DataSet candidate) {
        var address = base + "/studies/" + candidate.first(Tags.StudyInstanceUID);
        return switch (level) {
            case STUDIES -> address;
            case SERIES -> address + "/series/" + candidate.first(Tags.SeriesInstanceUID);
            case INSTANCES ->
                    address
                            + "/series/"
                            + candidate.first(Tags.SeriesInstanceUID)
                            + "/instances/"
                            + candidate.first(Tags.SOPInstanceUID);
        };
    }

    Catalogue.Found found() {
        return new Catalogue.Found(results, List.copyOf(studies), isCut, isScanned);
    }
}
