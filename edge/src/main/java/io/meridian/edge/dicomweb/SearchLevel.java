package io.meridian.edge.dicomweb;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.QidoMatch;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.edge.reception.InstanceHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which attributes belong to which level, and which are answered unasked (PS3.18 10.6.3). */
final class SearchLevel {
    static final Tag INSTANCE_AVAILABILITY = new Tag(0x00080056);
    static final Tag MODALITIES_IN_STUDY = new Tag(0x00080061);
    static final Tag RETRIEVE_URL = new Tag(0x00081190);
    static final Tag STUDY_SERIES = new Tag(0x00201206);
    static final Tag STUDY_INSTANCES = new Tag(0x00201208);
    static final Tag SERIES_INSTANCES = new Tag(0x00201209);

    private static final Map<QidoQuery.Level, Set<Tag>> OWN = own();
    private static final Map<QidoQuery.Level, List<Tag>> USUAL =
            new EnumMap<>(
                    Map.of(
                            QidoQuery.Level.STUDIES,
                            tags(
                                    0x00080020,
                                    0x00080030,
                                    0x00080050,
                                    0x00080056,
                                    0x00080061,
                                    0x00080090,
                                    0x00080201,
                                    0x00081030,
                                    0x00081190,
                                    0x00100010,
                                    0x00100020,
                                    0x00100030,
                                    0x00100040,
                                    0x0020000D,
                                    0x00200010,
                                    0x00201206,
                                    0x00201208),
                            QidoQuery.Level.SERIES,
                            tags(
                                    0x00080060,
                                    0x00080201,
                                    0x0008103E,
                                    0x00081190,
                                    0x0020000D,
                                    0x0020000E,
                                    0x00200011,
                                    0x00201209,
                                    0x00400244,
                                    0x00400245,
                                    0x00400275),
                            QidoQuery.Level.INSTANCES,
                            tags(
                                    0x00080016,
                                    0x00080018,
                                    0x00080056,
                                    0x00080201,
                                    0x00081190,
                                    0x00083002,
                                    0x0020000D,
                                    0x0020000E,
                                    0x00200013,
                                    0x00280008,
                                    0x00280010,
                                    0x00280011,
                                    0x00280100)));

    private SearchLevel() {}

    private static Map<QidoQuery.Level, Set<Tag>> own() {
        var own = new EnumMap<QidoQuery.Level, Set<Tag>>(QidoQuery.Level.class);
        own.put(
                QidoQuery.Level.STUDIES,
                with(InstanceHeader.STUDY, MODALITIES_IN_STUDY, STUDY_SERIES, STUDY_INSTANCES));
        own.put(QidoQuery.Level.SERIES, with(InstanceHeader.SERIES, SERIES_INSTANCES));
        own.put(QidoQuery.Level.INSTANCES, with(InstanceHeader.INSTANCE));
        return own;
    }

    private static Set<Tag> with(List<Tag> tags, Tag... more) {
        var all = new LinkedHashSet<>(tags);
        all.addAll(List.of(more));
        all.add(INSTANCE_AVAILABILITY);
        return all;
    }

    private static List<Tag> tags(int... values) {
        var tags = new ArrayList<Tag>();
        for (var value : values) {
            tags.add(new Tag(value));
        }
        return List.copyOf(tags);
    }

    /** Whether a level has an attribute of its own or of one above it. */
    private static boolean has(QidoQuery.Level level, Tag tag) {
        return OWN.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().compareTo(level) <= 0 && entry.getValue().contains(tag));
    }

    /** A UID that SQL narrows by at any level. */
    static boolean isIdentifier(QidoMatch match) {
        return match.path().size() == 1
                && List.of(Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID)
                        .contains(match.tag());
    }

    /** Refuses to search by what is not kept for it: an answer without it would be too much. */
    static void requireSearchable(QidoQuery query) {
        for (var match : query.matches()) {
            if (!isIdentifier(match) && !has(query.level(), match.path().getFirst())) {
                throw new DicomWebException.Malformed(
                        "%s cannot be searched by at the level of %s"
                                .formatted(
                                        Dictionary.standard().name(match.path().getFirst()),
                                        query.level().word()));
            }
        }
    }

    /** What an answer holds. Levels above are told unless the path named them. */
    static Set<Tag> answered(QidoQuery query, QidoQuery.Level below) {
        var answered = new LinkedHashSet<Tag>();
        answered.add(Tags.SpecificCharacterSet);
        for (var level : QidoQuery.Level.values()) {
            var isTold = level.compareTo(below) >= 0 && level.compareTo(query.level()) <= 0;
            if (isTold || level == query.level()) {
                answered.addAll(USUAL.getOrDefault(level, List.of()));
            }
            if (query.allFields() && level.compareTo(query.level()) <= 0) {
                answered.addAll(OWN.getOrDefault(level, Set.of()));
            }
        }
        for (var field : query.fields()) {
            if (has(query.level(), field.getFirst())) {
                answered.add(field.getFirst());
            }
        }
        for (var match : query.matches()) {
            answered.add(match.path().getFirst());
        }
        return answered;
    }
}
