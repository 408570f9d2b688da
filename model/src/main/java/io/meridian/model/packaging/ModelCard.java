package io.meridian.model.packaging;

import io.meridian.model.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model card in Markdown (Mitchell et al. 2019): what the model is, what it is for, how it came
 * to be, what is not known.
 *
 * @param title as the job calls it
 * @param intendedUse in one or two sentences
 * @param training facts of the training by name, as {@code rounds}; no figures about single cases
 * @param limitations what has not been shown
 */
public record ModelCard(
        String title, String intendedUse, Map<String, String> training, String limitations) {
    public ModelCard {
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    }

    public String toMarkdown(Graph graph, Labels labels) {
        StringBuilder card = new StringBuilder();
        card.append("# %s%n%n".formatted(title));
        card.append("## Intended use%n%n%s%n%n".formatted(intendedUse));
        card.append("## Model%n%n".formatted());
        row(card, "Network", graph.name());
        row(card, "Input (channels × height × width)", graph.input().toString());
        row(card, "Parameters", String.valueOf(graph.parameterCount()));
        row(card, "Multiply-adds for one image", String.valueOf(graph.multiplyAdds()));
        row(card, "Finding", labels.positive().name());
        card.append("%n## Training%n%n".formatted());
        training.forEach((name, value) -> row(card, name, value));
        card.append("%n## Limitations%n%n%s%n".formatted(limitations));
        return card.toString().replace(System.lineSeparator(), "\n");
    }

    private static void row(StringBuilder card, String name, String value) {
        card.append("- %s: %s%n".formatted(name, value));
    }
}
