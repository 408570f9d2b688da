package io.meridian.governance.deidentification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptorCleanerTests {
    private final DescriptorCleaner cleaner =
            new DescriptorCleaner(Set.of("chest", "pa", "胸部", "正位", "胸"));

    @ParameterizedTest
    @CsvSource({
        "CHEST PA, CHEST PA",
        "Chest-PA of Mr Zhang, Chest PA",
        "胸部正位, 胸部正位",
        "张三胸部, ''",
        "胸部 张三, 胸部",
        "chestzhang, ''",
        "'', ''"
    })
    void keepsOnlyWordsOfTheList(String text, String kept) {
        assertThat(cleaner.clean(text)).isEqualTo(kept);
    }
}
