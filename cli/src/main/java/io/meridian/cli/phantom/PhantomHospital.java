package io.meridian.cli.phantom;

import java.util.List;

/**
 * One of the invented hospitals: its name and how its images differ from the others'.
 *
 * @param number from 1 to {@value #COUNT}
 */
public record PhantomHospital(int number, String name, String romanised, PhantomSettings settings) {
    public static final int COUNT = 8;

    private static final int SIZE = 192;

    private static final List<PhantomHospital> ALL =
            List.of(
                    of(1, "青山县医院", "Qingshan County Hospital", 0.45, 0.030, 1.00, 0.30),
                    of(2, "临江镇卫生院", "Linjiang Township Hospital", 0.30, 0.055, 0.80, 0.30),
                    of(3, "海城区医院", "Haicheng District Hospital", 0.60, 0.040, 1.20, 0.28),
                    of(4, "云岭县医院", "Yunling County Hospital", 0.40, 0.045, 0.90, 0.30),
                    of(5, "桃源乡卫生院", "Taoyuan Township Hospital", 0.35, 0.060, 0.75, 0.31),
                    of(6, "北河区医院", "Beihe District Hospital", 0.55, 0.035, 1.10, 0.29),
                    of(7, "松江县医院", "Songjiang County Hospital", 0.50, 0.040, 1.00, 0.28),
                    of(8, "南湖镇卫生院", "Nanhu Township Hospital", 0.30, 0.050, 0.85, 0.30));

    private static PhantomHospital of(
            int number,
            String name,
            String romanised,
            double prevalence,
            double noise,
            double contrast,
            double opacity) {
        return new PhantomHospital(
                number,
                name,
                romanised,
                new PhantomSettings(SIZE, prevalence, noise, contrast, opacity));
    }

    public static PhantomHospital of(int number) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException(
                    "the hospital must be between 1 and %d; it is %d".formatted(COUNT, number));
        }
        return ALL.get(number - 1);
    }

    PhantomHospital with(PhantomSettings other) {
        return new PhantomHospital(number, name, romanised, other);
    }

    /** Who issues this hospital's patient numbers. */
    String issuer() {
        return "H" + number;
    }
}
