package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Attribute matching of PS3.4 section C.2.2.2, edition 2024e: single value, list of UID, universal,
 * wild card, range, sequence; text is compared as characters, whatever sets the two sides use.
 * Immutable.
 */
public final class Matcher {
    private static final Tag RETRIEVE_AE_TITLE = new Tag(0x00080054);
    private static final Tag TIMEZONE_OFFSET = new Tag(0x00080201);
    private static final Set<Tag> NOT_KEYS =
            Set.of(Tags.SpecificCharacterSet, TIMEZONE_OFFSET, QueryLevel.QUERY_RETRIEVE_LEVEL);

    /** Dates whose times stand in another attribute. */
    private static final Map<Tag, Tag> PAIRS =
            Map.of(
                    Tags.StudyDate,
                    Tags.StudyTime,
                    Tags.SeriesDate,
                    Tags.SeriesTime,
                    Tags.AcquisitionDate,
                    Tags.AcquisitionTime,
                    Tags.ContentDate,
                    Tags.ContentTime,
                    new Tag(0x00400002),
                    new Tag(0x00400003),
                    new Tag(0x00400004),
                    new Tag(0x00400005),
                    new Tag(0x00400244),
                    new Tag(0x00400245));

    /** Whether a range of dates and one of times are read as one range of moments. */
    public enum DateTimes {
        SEPARATE,
        COMBINED
    }

    private final DataSet keys;
    private final List<Criterion> criteria;
    private final Map<Tag, Matcher> nested;
    private final Set<Tag> unsupported;

    private Matcher(
            DataSet keys,
            List<Criterion> criteria,
            Map<Tag, Matcher> nested,
            Set<Tag> unsupported) {
        this.keys = keys;
        this.criteria = List.copyOf(criteria);
        this.nested = Map.copyOf(nested);
        this.unsupported = Set.copyOf(unsupported);
    }

    public static Matcher of(DataSet keys) {
        return of(keys, DateTimes.SEPARATE, _ -> true);
    }

    /**
     * The same for a provider that does not support every key.
     *
     * @param supported keys of the first level that can be matched and returned; others are as if
     *     absent
     */
    public static Matcher of(DataSet keys, DateTimes dateTimes, Predicate<Tag> supported) {
        var criteria = new ArrayList<Criterion>();
        var nested = new HashMap<Tag, Matcher>();
        var unsupported = new HashSet<Tag>();
        var combined = dateTimes == DateTimes.COMBINED ? combine(keys, criteria) : Set.<Tag>of();
        for (var element : keys) {
            var tag = element.tag();
            if (!isKey(tag)) {
                continue;
            }
            if (!supported.test(tag)) {
                unsupported.add(tag);
            } else if (Criterion.vr(element) == Vr.SQ) {
                sequence(element, dateTimes, criteria, nested);
            } else if (!combined.contains(tag) && !tag.equals(RETRIEVE_AE_TITLE)) {
                criteria.add(Criterion.of(keys, element));
            }
        }
        return new Matcher(keys, criteria, nested, unsupported);
    }

    private static void sequence(
            Element element,
            DateTimes dateTimes,
            List<Criterion> criteria,
            Map<Tag, Matcher> nested) {
        var items = element.items();
        if (!items.isEmpty() && items.getFirst().size() > 0) {
            var matcher = of(items.getFirst(), dateTimes, _ -> true);
            nested.put(element.tag(), matcher);
            if (!matcher.matchesAnything()) {
                criteria.add(new Criterion.Items(element.tag(), matcher));
            }
        }
    }

    private static Set<Tag> combine(DataSet keys, List<Criterion> criteria) {
        var combined = new HashSet<Tag>();
        PAIRS.forEach((date, time) -> {
            var days = Moments.range(Vr.DA, keys.first(date));
            var hours = Moments.range(Vr.TM, keys.first(time));
            if (days.isPresent() && hours.isPresent()) {
                combined.add(date);
                combined.add(time);
                criteria.add(
                        new Criterion.DateAndTime(
                                date,
                                time,
                                new Moments.Range(
                                        days.get().low() + hours.get().low(),
                                        days.get().high() + hours.get().high())));
            }
        });
        return combined;
    }

    private static boolean isKey(Tag tag) {
        return !NOT_KEYS.contains(tag) && tag.element() != 0;
    }

    private boolean matchesAnything() {
        return criteria.stream().allMatch(Criterion.Anything.class::isInstance);
    }

    public boolean matches(DataSet candidate) {
        for (var criterion : criteria) {
            if (!criterion.matches(candidate)) {
                return false;
            }
        }
        return true;
    }

    /** Keys that were left out because they are not supported. */
    public Set<Tag> unsupported() {
        return unsupported;
    }

    /**
     * The requested attributes of a candidate, empty where it has none, in its own character set;
     * of sequences, the items that match.
     */
    public DataSet response(DataSet candidate) {
        var response = DataSet.builder();
        if (!candidate.characterSet().terms().isEmpty()) {
            response.characterSet(candidate.characterSet());
        }
        fill(response, candidate);
        return response.build();
    }

    private void fill(DataSet.Builder response, DataSet candidate) {
        for (var element : keys) {
            var tag = element.tag();
            if (!isKey(tag) || unsupported.contains(tag)) {
                continue;
            }
            var matcher = nested.get(tag);
            if (matcher != null) {
                response.put(Element.sequence(tag, matcher.items(candidate, tag)));
            } else if (candidate.contains(tag)) {
                response.copy(candidate, tag);
            } else if (Criterion.vr(element) == Vr.SQ) {
                response.put(Element.sequence(tag, List.of()));
            } else {
                response.put(Element.of(tag, Criterion.vr(element), new byte[0]));
            }
        }
    }

    private List<DataSet> items(DataSet candidate, Tag tag) {
        var items = new ArrayList<DataSet>();
        for (var item : candidate.items(tag)) {
            if (matches(item)) {
                var response = DataSet.builder(item.characterSet());
                fill(response, item);
                items.add(response.build());
            }
        }
        return items;
    }
}
