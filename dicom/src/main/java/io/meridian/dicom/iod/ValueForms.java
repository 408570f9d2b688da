package io.meridian.dicom.iod;

import io.meridian.dicom.Vr;
import java.util.Optional;
import java.util.regex.Pattern;

/** What single text values look like (PS3.5 table 6.2-1). */
final class ValueForms {
    private static final Pattern AGE = Pattern.compile("\\d{3}[DWMY]");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]*");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)(\\.\\d{1,6})?)?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "\\d{4}((0[1-9]|1[0-2])((0[1-9]|[12]\\d|3[01])(([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)"
                            + "(\\.\\d{1,6})?)?)?)?)?)?([+-]\\d{4})?");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,11}");
    private static final Pattern UID = Pattern.compile("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*");

    private static final int GROUPS_OF_A_NAME = 3;
    private static final int COMPONENTS_OF_A_NAME = 5;

    private ValueForms() {}

    /** The rule that a value breaks; none if it is well formed or empty. */
    static Optional<String> broken(Vr vr, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var longest = longest(vr);
        if (vr != Vr.PN && value.codePointCount(0, value.length()) > longest) {
            return Optional.of("%s has at most %d characters".formatted(vr, longest));
        }
        return switch (vr) {
            case AE -> unless(value.chars().allMatch(c -> c >= ' ' && c <= '~'), "AE is ASCII");
            case AS -> unless(AGE, value, "AS is three digits and D, W, M or Y");
            case CS -> unless(CODE, value, "CS is capitals, digits, spaces and underscores");
            case DA -> unless(DATE, value, "DA is YYYYMMDD");
            case TM -> unless(TIME, value, "TM is HHMMSS.FFFFFF");
            case DT -> unless(DATE_TIME, value, "DT is YYYYMMDDHHMMSS.FFFFFF&ZZXX");
            case DS -> unless(DECIMAL, value, "DS is a decimal number");
            case IS ->
                    unless(
                            INTEGER.matcher(value).matches()
                                    && Long.parseLong(value) == (int) Long.parseLong(value),
                            "IS is an integer of 32 bits");
            case UI ->
                    unless(
                            UID.matcher(value).matches() && value.matches(".*[1-9].*"),
                            "UI is numbers without leading zeros, not all zero, parted by points");
            case LO, SH, UC -> unless(hasNoControls(value, ""), vr + " has no control characters");
            case LT, ST, UT ->
                    unless(
                            hasNoControls(value, "\t\n\f\r"),
                            vr + " has no control characters but TAB, LF, FF and CR");
            case PN -> name(value);
            default -> Optional.empty();
        };
    }

    private static int longest(Vr vr) {
        return switch (vr) {
            case AE, CS, DS, SH -> 16;
            case IS -> 12;
            case DT -> 26;
            case LO, UI -> 64;
            case LT -> 10_240;
            case ST -> 1024;
            default -> Integer.MAX_VALUE;
        };
    }

    private static Optional<String> name(String value) {
        var groups = value.split("=", -1);
        for (var group : groups) {
            if (group.codePointCount(0, group.length()) > 64) {
                return Optional.of("a component group of PN has at most 64 characters");
            }
            if (group.split("\\^", -1).length > COMPONENTS_OF_A_NAME) {
                return Optional.of("a component group of PN has at most five components");
            }
        }
        return unless(
                groups.length <= GROUPS_OF_A_NAME && hasNoControls(value, ""),
                "PN has at most three component groups and no control characters");
    }

    private static boolean hasNoControls(String value, String but) {
        return value.chars().noneMatch(c -> Character.isISOControl(c) && but.indexOf(c) < 0);
    }

    private static Optional<String> unless(Pattern pattern, String value, String rule) {
        return unless(pattern.matcher(value).matches(), rule);
    }

    private static Optional<String> unless(boolean holds, String rule) {
        return holds ? Optional.empty() : Optional.of(rule);
    }
}
