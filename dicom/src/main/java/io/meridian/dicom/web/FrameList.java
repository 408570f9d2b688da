package io.meridian.dicom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers of frames, from 1, in ascending order (PS3.18 section 10.1.1.7). */
public record FrameList(List<Integer> numbers) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int MAXIMUM = 10_000;
    private static final String RULE =
            "a frame list is numbers from 1, ascending, parted by commas";

    public FrameList {
        numbers = List.copyOf(numbers);
        var before = 0;
        for (var number : numbers) {
            if (number <= before) {
                throw new DicomWebException.Malformed(RULE);
            }
            before = number;
        }
        if (numbers.isEmpty()) {
            throw new DicomWebException.Malformed(RULE);
        }
        if (numbers.size() > MAXIMUM) {
            throw new DicomWebException.TooLarge(
                    "a frame list has at most %d frames".formatted(MAXIMUM));
        }
    }

    public static FrameList of(Integer... numbers) {
        return new FrameList(List.of(numbers));
    }

    /** Reads the last step of a URL's path. */
    public static FrameList parse(String text) {
        var numbers = new ArrayList<Integer>();
        for (var each : text.split(",", MAXIMUM + 2)) {
            if (!NUMBER.matcher(each).matches()) {
                throw new DicomWebException.Malformed(RULE);
            }
            numbers.add(Integer.parseInt(each));
        }
        return new FrameList(numbers);
    }

    /** As a URL has it. */
    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
