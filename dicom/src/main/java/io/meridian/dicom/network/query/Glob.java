package io.meridian.dicom.network.query;

/** Wild cards of PS3.4 section C.2.2.2.4: {@code *} for any characters, {@code ?} for one. */
final class Glob {
    private Glob() {}

    static boolean isPattern(String key) {
        return key.indexOf('*') >= 0 || key.indexOf('?') >= 0;
    }

    /** Empty, or asterisks alone. */
    static boolean isUniversal(String key) {
        return key.chars().allMatch(each -> each == '*');
    }

    /** In time of at most pattern times text, whatever the pattern. */
    static boolean matches(String pattern, String text) {
        var p = 0;
        var t = 0;
        var star = -1;
        var mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
