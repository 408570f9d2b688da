package io.meridian.dicom.fuzz;

import io.meridian.dicom.CharacterSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in any declared character set: terms, a zero byte, and the bytes to decode. */
final class TextTarget implements FuzzTarget {
    @Override
    public String name() {
        return "text";
    }

    @Override
    public void run(byte[] input) {
        var end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        var terms = new String(input, 0, end, StandardCharsets.ISO_8859_1).split("\\\\", -1);
        var set = CharacterSet.of(terms);
        var bytes = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        set.encode(set.decode(bytes));
    }

    @Override
    public long allowance(byte[] input) {
        return (4 << 20) + 500L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var terms :
                List.of(
                        "",
                        "ISO_IR 100",
                        "ISO_IR 192",
                        "GB18030",
                        "GBK",
                        "ISO_IR 13",
                        "\\ISO 2022 IR 87\\ISO 2022 IR 159",
                        "\\ISO 2022 IR 149",
                        "\\ISO 2022 IR 58")) {
            seeds.add(
                    (terms + "\0Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$)C\u00b1\u00e8=\u0081\\^")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }
}
