package io.meridian.governance.annotation;

/**
 * What a label means. Labels of different definitions are never mixed in one version.
 *
 * @param name such as {@code pneumonia}
 * @param version of the definition's text
 * @param unit what is labelled: {@code image}, {@code study}, {@code subject} or {@code lesion}
 * @param source who or what labelled: {@code reader}, {@code report}, {@code reference-standard}
 * @param aiExposed whether the labeller had seen an AI's answer; such labels never enter a test
 *     split
 */
public record LabelDefinition(
        String name, String version, String unit, String source, boolean aiExposed) {
    /** Labels that came with their images as a public or simulated reference. */
    public static LabelDefinition reference(String name) {
        return new LabelDefinition(name, "1", "image", "reference-standard", false);
    }

    /**
     * The same definition, whether or not an AI's answer was seen: exposure does not change what a
     * label means.
     */
    public LabelDefinition unexposed() {
        return new LabelDefinition(name, version, unit, source, false);
    }
}
