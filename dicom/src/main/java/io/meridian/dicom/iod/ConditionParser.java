package io.meridian.dicom.iod;

import io.meridian.dicom.Tag;
import io.meridian.dicom.iod.Condition.Comparison;
import io.meridian.dicom.iod.Condition.Question;
import io.meridian.dicom.iod.Condition.Where;
import io.meridian.dicom.iod.Condition.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the conditions of the tables: {@code all(a; b)}, {@code any(a; b)}, {@code not(a)}, {@code
 * T}, {@code F}, and tests with a tag, before it . for the same item, ^ for the one above, / for
 * the data set, after it @n for the value n from 0: {@code present(.tag)}, {@code present(.tag
 * mask)}, {@code value(.tag)}, {@code text(.tag "A")}, {@code number(.tag > 1)}, {@code tag(.tag
 * tag)}, {@code items(.tag == 1)}, {@code within(tag sequence "A")}, {@code below(tag sequence
 * all)}, {@code filled(tag sequence first)}, {@code group(0002)}.
 */
final class ConditionParser {
    private static final String MASK = "mask";

    private final String text;
    private int at;

    private ConditionParser(String text) {
        this.text = text;
    }

    static Condition parse(String text) {
        var parser = new ConditionParser(text);
        var condition = parser.condition();
        if (parser.at != text.length()) {
            throw new IllegalStateException("a condition of the tables has a wrong end: " + text);
        }
        return condition;
    }

    private Condition condition() {
        var word = until("(;)");
        if (word.equals("T") || word.equals("F")) {
            return new Condition.Fixed(word.equals("T"));
        }
        expect('(');
        var result =
                switch (word) {
                    case "all" -> new Condition.Joined(Word.AND, several());
                    case "any" -> new Condition.Joined(Word.OR, several());
                    case "not" -> new Condition.Not(condition());
                    case "within" -> {
                        var tag = tag();
                        var sequence = tag();
                        yield new Condition.Within(tag, sequence, optionalText());
                    }
                    case "below", "filled" -> {
                        var tag = tag();
                        var sequence = tag();
                        var first = until(")").strip().equals("first");
                        yield new Condition.Below(tag, sequence, word.equals("filled"), first);
                    }
                    case "group" -> new Condition.InGroup(Integer.parseInt(until(")"), 16));
                    default -> test(word);
                };
        expect(')');
        return result;
    }

    private List<Condition> several() {
        var parts = new ArrayList<Condition>();
        parts.add(condition());
        while (text.charAt(at) == ';') {
            at += 2;
            parts.add(condition());
        }
        return parts;
    }

    private Condition test(String word) {
        var where =
                switch (text.charAt(at++)) {
                    case '.' -> Where.HERE;
                    case '^' -> Where.ABOVE;
                    case '/' -> Where.ROOT;
                    default -> throw new IllegalStateException("a test has no place: " + text);
                };
        var tag = new Tag(Integer.parseUnsignedInt(text.substring(at, at += 8), 16));
        var value = -1;
        if (text.charAt(at) == '@') {
            at++;
            value = Integer.parseInt(until(" )"));
        }
        if (text.charAt(at) == ' ') {
            at++;
        }
        if (word.equals("present") && text.startsWith(MASK, at)) {
            at += MASK.length();
            return new Condition.InAnyGroup(tag);
        }
        return new Condition.Test(where, tag, value, question(word));
    }

    private Question question(String word) {
        return switch (word) {
            case "present" -> new Question.Present();
            case "value" -> new Question.HasValue();
            case "text" -> new Question.Text(optionalText());
            case "tag" -> new Question.Tagged(tag());
            case "number" -> new Question.Compared(comparison(), Double.parseDouble(until(")")));
            case "items" -> new Question.Items(comparison(), Double.parseDouble(until(")")));
            default -> throw new IllegalStateException("a test is not known: " + word);
        };
    }

    private Comparison comparison() {
        var sign = until(" ");
        at++;
        for (var each : Comparison.values()) {
            if (each.sign.equals(sign)) {
                return each;
            }
        }
        throw new IllegalStateException("a comparison is not known: " + sign);
    }

    private Tag tag() {
        var tag = new Tag(Integer.parseUnsignedInt(text.substring(at, at += 8), 16));
        if (text.charAt(at) == ' ') {
            at++;
        }
        return tag;
    }

    private String optionalText() {
        if (text.charAt(at) != '"') {
            return "";
        }
        var end = text.indexOf('"', at + 1);
        var quoted = text.substring(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private String until(String ends) {
        var from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private void expect(char expected) {
        if (at >= text.length() || text.charAt(at++) != expected) {
            throw new IllegalStateException("a condition of the tables is not whole: " + text);
        }
    }
}
