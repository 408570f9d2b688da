package io.meridian.cli.phantom;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A patient who does not exist, with the identifiers that a real header would carry. */
public record InventedPatient(
        String nameAlphabetic,
        String nameIdeographic,
        String patientId,
        String issuer,
        LocalDate birthDate,
        String sex,
        String address,
        String telephone) {
    private record Part(String ideograph, String pinyin) {}

    private static final List<Part> FAMILY =
            List.of(
                    new Part("王", "Wang"),
                    new Part("李", "Li"),
                    new Part("张", "Zhang"),
                    new Part("刘", "Liu"),
                    new Part("陈", "Chen"),
                    new Part("杨", "Yang"),
                    new Part("赵", "Zhao"),
                    new Part("黄", "Huang"),
                    new Part("周", "Zhou"),
                    new Part("吴", "Wu"),
                    new Part("徐", "Xu"),
                    new Part("孙", "Sun"),
                    new Part("欧阳", "Ouyang"),
                    new Part("郑", "Zheng"),
                    new Part("谢", "Xie"));
    private static final List<Part> GIVEN =
            List.of(
                    new Part("伟", "Wei"),
                    new Part("芳", "Fang"),
                    new Part("娜", "Na"),
                    new Part("敏", "Min"),
                    new Part("静", "Jing"),
                    new Part("丽", "Li"),
                    new Part("强", "Qiang"),
                    new Part("磊", "Lei"),
                    new Part("洋", "Yang"),
                    new Part("艳", "Yan"),
                    new Part("勇", "Yong"),
                    new Part("军", "Jun"),
                    new Part("杰", "Jie"),
                    new Part("娟", "Juan"),
                    new Part("涛", "Tao"),
                    new Part("明", "Ming"),
                    new Part("超", "Chao"),
                    new Part("霞", "Xia"),
                    new Part("平", "Ping"),
                    new Part("刚", "Gang"),
                    new Part("桂英", "Guiying"));

    private static final List<String> STREETS = List.of("人民路", "解放街", "滨江大道", "学府巷", "东风路");

    /** The patient that belongs to a source of randomness. */
    public static InventedPatient invent(String issuer, int number, RandomGenerator random) {
        var family = FAMILY.get(random.nextInt(FAMILY.size()));
        var first = GIVEN.get(random.nextInt(GIVEN.size()));
        var second = GIVEN.get(random.nextInt(GIVEN.size()));
        return new InventedPatient(
                family.pinyin() + "^" + first.pinyin() + second.pinyin().toLowerCase(Locale.ROOT),
                family.ideograph() + "^" + first.ideograph() + second.ideograph(),
                "%s%07d".formatted(issuer, number),
                issuer,
                LocalDate.of(1935, 1, 1).plusDays(random.nextInt(80 * 365)),
                random.nextBoolean() ? "M" : "F",
                "%s%d号"
                        .formatted(
                                STREETS.get(random.nextInt(STREETS.size())),
                                1 + random.nextInt(300)),
                "139%08d".formatted(random.nextInt(100_000_000)));
    }

    /** The person name with its alphabetic and ideographic groups. */
    public String dicomName() {
        return nameAlphabetic + "=" + nameIdeographic;
    }

    /** As a device would print it on the image. */
    List<String> printed() {
        return List.of(nameAlphabetic.replace('^', ' '), patientId);
    }

    /** Writes the patient module; the data set's character set must hold Chinese. */
    public void describe(DataSet.Builder dataSet, LocalDate day) {
        dataSet.text(Tags.PatientName, dicomName())
                .text(Tags.PatientID, patientId)
                .text(Tags.IssuerOfPatientID, issuer)
                .text(Tags.PatientBirthDate, birthDate.format(DateTimeFormatter.BASIC_ISO_DATE))
                .text(Tags.PatientSex, sex)
                .text(Tags.PatientAge, "%03dY".formatted(Period.between(birthDate, day).getYears()))
                .text(Tags.PatientAddress, address)
                .text(Tags.PatientTelephoneNumbers, telephone);
    }

    /** Says nothing about who it is. */
    @Override
    public String toString() {
        return "InventedPatient";
    }
}
