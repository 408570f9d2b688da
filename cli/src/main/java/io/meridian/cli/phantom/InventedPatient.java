package io.meridian.cli.phantom;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** A patient who does not exist, with the identifiers that a real header would carry. */
record InventedPatient(
        String nameAlphabetic,
        String nameIdeographic,
        String patientId,
        LocalDate birthDate,
        String sex,
        String telephone) {
    private record Part(String ideograph, String pinyin) {}

    private static final List<Part> FAMILY =
            List.of(
                    new Part("王", "Wang"), new Part("李", "Li"), new Part("张", "Zhang"),
                    new Part("刘", "Liu"), new Part("陈", "Chen"), new Part("杨", "Yang"),
                    new Part("赵", "Zhao"), new Part("黄", "Huang"), new Part("周", "Zhou"),
                    new Part("吴", "Wu"), new Part("徐", "Xu"), new Part("孙", "Sun"),
                    new Part("欧阳", "Ouyang"), new Part("郑", "Zheng"), new Part("谢", "Xie"));
    private static final List<Part> GIVEN =
            List.of(
                    new Part("伟", "Wei"), new Part("芳", "Fang"), new Part("娜", "Na"),
                    new Part("敏", "Min"), new Part("静", "Jing"), new Part("丽", "Li"),
                    new Part("强", "Qiang"), new Part("磊", "Lei"), new Part("洋", "Yang"),
                    new Part("艳", "Yan"), new Part("勇", "Yong"), new Part("军", "Jun"),
                    new Part("杰", "Jie"), new Part("娟", "Juan"), new Part("涛", "Tao"),
                    new Part("明", "Ming"), new Part("超", "Chao"), new Part("霞", "Xia"),
                    new Part("平", "Ping"), new Part("刚", "Gang"), new Part("桂英", "Guiying"));

    static InventedPatient invent(String issuer, int number, RandomGenerator random) {
        var family = FAMILY.get(random.nextInt(FAMILY.size()));
        var first = GIVEN.get(random.nextInt(GIVEN.size()));
        var second = GIVEN.get(random.nextInt(GIVEN.size()));
        return new InventedPatient(
                family.pinyin() + "^" + first.pinyin() + second.pinyin().toLowerCase(java.util.Locale.ROOT),
                family.ideograph() + "^" + first.ideograph() + second.ideograph(),
                "%s%07d".formatted(issuer, number),
                LocalDate.of(1935, 1, 1).plusDays(random.nextInt(80 * 365)),
                random.nextBoolean() ? "M" : "F",
                "139%08d".formatted(random.nextInt(100_000_000)));
    }

    /** The person name with its alphabetic and ideographic groups. */
    String dicomName() {
        return nameAlphabetic + "=" + nameIdeographic;
    }

    /** As a device would print it on the image. */
    String printedName() {
        return nameAlphabetic.replace('^', ' ') + " " + patientId;
    }
}
