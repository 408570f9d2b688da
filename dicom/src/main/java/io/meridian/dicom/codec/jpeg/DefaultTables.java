package io.meridian.dicom.codec.jpeg;

import java.util.HexFormat;

/**
 * The typical Huffman tables of T.81 K.3.3, which motion JPEG (and so some devices) leaves out of
 * the stream. Number 0 is for luminance, 1 for chrominance.
 */
final class DefaultTables {
    private DefaultTables() {}

    static HuffmanTable[] dc() {
        return new HuffmanTable[] {
            table("00010501010101010100000000000000", "000102030405060708090a0b"),
            table("00030101010101010101010000000000", "000102030405060708090a0b")
        };
    }

    static HuffmanTable[] ac() {
        return new HuffmanTable[] {
            table(
                    "0002010303020403050504040000017d",
                    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a16"
                            + "1718191a25262728292a3435363738393a434445464748494a535455565758595a63646566"
                            + "6768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9"
                            + "aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9"
                            + "eaf1f2f3f4f5f6f7f8f9fa"),
            table(
                    "00020102040403040705040400010277",
                    "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434"
                            + "e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465"
                            + "666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7"
                            + "a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8"
                            + "e9eaf2f3f4f5f6f7f8f9fa")
        };
    }

    private static HuffmanTable table(String counts, String symbols) {
        var lengths = new int[16];
        for (var i = 0; i < 16; i++) {
            lengths[i] = HexFormat.fromHexDigits(counts, 2 * i, 2 * i + 2);
        }
        return new HuffmanTable(lengths, HexFormat.of().parseHex(symbols));
    }
}
