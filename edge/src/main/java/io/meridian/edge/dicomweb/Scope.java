package io.meridian.edge.dicomweb;

import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.Resource;

/** Within what a search is made: what its path names. */
sealed interface Scope {
    record All() implements Scope {}

    record Study(Resource.Study study) implements Scope {}

    record Series(Resource.Series series) implements Scope {}

    /** The highest level that an answer has to tell. */
    default QidoQuery.Level below() {
        return switch (this) {
            case All() -> QidoQuery.Level.STUDIES;
            case Study(_) -> QidoQuery.Level.SERIES;
            case Series(_) -> QidoQuery.Level.INSTANCES;
        };
    }
}
