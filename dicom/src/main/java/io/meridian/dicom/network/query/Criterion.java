package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one key demands of one attribute (PS3.4 section C.2.2.2). */
sealed interface Criterion {
    boolean matches(DataSet candidate);

    /** Universal matching: an empty key, or one of asterisks alone. */
    record Anything() implements Criterion {
        @Override
        public boolean matches(DataSet candidate) {
            return true;
        }
    }

    /** Any of some UIDs. */
    record Uids(Tag tag, Set<String> uids) implements Criterion {
        public Uids {
            uids = Set.copyOf(uids);
        }

        @Override
        public boolean matches(DataSet candidate) {
            return candidate.texts(tag).stream().anyMatch(uids::contains);
        }
    }

    /** Text, with or without wild cards; any of the values. */
    record Text(Tag tag, Vr vr, List<String> keys) implements Criterion {
        public Text {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean matches(DataSet candidate) {
            return candidate.texts(tag).stream()
                    .anyMatch(value -> keys.stream().anyMatch(key -> matches(key, value)));
        }

        private boolean matches(String key, String value) {
            return switch (vr) {
                case PN -> PersonNames.matches(key, value);
                case IS, DS, AS -> key.equals(value) || sameNumber(key, value);
                default -> Glob.matches(key, value);
            };
        }

        private static boolean sameNumber(String key, String value) {
            try {
                return Double.compare(Double.parseDouble(key), Double.parseDouble(value)) == 0;
            } catch (NumberFormatException _) {
                return false;
            }
        }
    }

    /** A date, time or moment, or a range of them. */
    record Moment(Tag tag, Vr vr, Moments.Range range) implements Criterion {
        @Override
        public boolean matches(DataSet candidate) {
            return candidate.texts(tag).stream()
                    .flatMap(value -> Moments.begin(vr, value).stream())
                    .anyMatch(range::holds);
        }
    }

    /** A date and a time together within one range. */
    record DateAndTime(Tag date, Tag time, Moments.Range range) implements Criterion {
        @Override
        public boolean matches(DataSet candidate) {
            var day = Moments.begin(Vr.DA, candidate.first(date));
            var hour = Moments.begin(Vr.TM, candidate.first(time)).orElse("000000000000");
            return day.isPresent() && range.holds(day.get() + hour);
        }
    }

    /** Numbers in binary. */
    record Numbers(Tag tag, List<Double> keys) implements Criterion {
        public Numbers {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean matches(DataSet candidate) {
            return candidate.numbers(tag).stream().anyMatch(keys::contains);
        }
    }

    /** At least one item that matches. */
    record Items(Tag tag, Matcher matcher) implements Criterion {
        @Override
        public boolean matches(DataSet candidate) {
            return candidate.items(tag).stream().anyMatch(matcher::matches);
        }
    }

    /** Nothing: a key that cannot be understood. */
    record Nothing() implements Criterion {
        @Override
        public boolean matches(DataSet candidate) {
            return false;
        }
    }

    /** The criterion of a key that is no sequence. */
    static Criterion of(DataSet keys, Element element) {
        var tag = element.tag();
        var vr = vr(element);
        var values = keys.texts(tag);
        if (element.isEmpty() || (vr.isString() && values.stream().allMatch(Glob::isUniversal))) {
            return new Anything();
        }
        return switch (vr) {
            case UI -> new Uids(tag, new HashSet<>(values));
            case DA, TM, DT -> moment(tag, vr, values.getFirst());
            case AE, AS, CS, DS, IS, LO, LT, PN, SH, ST, UC, UR, UT -> new Text(tag, vr, values);
            default -> {
                var numbers = keys.numbers(tag);
                yield numbers.isEmpty() ? new Nothing() : new Numbers(tag, numbers);
            }
        };
    }

    private static Criterion moment(Tag tag, Vr vr, String key) {
        var range = Moments.range(vr, key);
        if (range.isPresent()) {
            return new Moment(tag, vr, range.get());
        }
        return Moments.begin(vr, key)
                .<Criterion>map(moment -> new Moment(tag, vr, new Moments.Range(moment, moment)))
                .orElseGet(Nothing::new);
    }

    /** The dictionary's VR, so that a key that came as UN is understood. */
    static Vr vr(Element element) {
        var standard = Dictionary.standard().vr(element.tag());
        return standard == Vr.UN ? element.vr() : standard;
    }
}
