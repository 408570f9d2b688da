package io.meridian.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scores of one site's cases, without identifiers, as the site sent them under its agreement.
 *
 * @param commitment the digest by which the site committed to the data set
 * @param splits by name, as {@code test}
 */
public record SiteScores(String site, String commitment, Map<String, Split> splits) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The most cases of one split. */
    public static final int MAXIMUM_CASES = 10_000_000;

    /**
     * One split; all lists are equally long.
     *
     * @param labels 1 for positive, 0 for negative
     * @param groups equal numbers are one subject
     * @param models scores in [0, 1] by model
     */
    public record Split(
            List<Integer> labels, List<Integer> groups, Map<String, List<Double>> models) {
        public Split {
            labels = List.copyOf(labels);
            groups = List.copyOf(groups);
            models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
            for (int label : labels) {
                if (label != 0 && label != 1) {
                    throw new ValidationException("labels must be 0 or 1");
                }
            }
            if (groups.size() != labels.size()) {
                throw new ValidationException("labels and groups must be equally many");
            }
            for (var entry : models.entrySet()) {
                requireScores(entry.getKey(), entry.getValue(), labels.size());
            }
        }

        private static void requireScores(String model, List<Double> scores, int cases) {
            boolean good = scores.size() == cases;
            for (double score : scores) {
                good &= score >= 0 && score <= 1;
            }
            if (!good) {
                throw new ValidationException(
                        "model %s must have a score in [0, 1] for each of %d cases"
                                .formatted(model, cases));
            }
        }
    }

    public SiteScores {
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    }

    public Optional<Split> split(String name) {
        return Optional.ofNullable(splits.get(name));
    }

    /**
     * Reads {@code {site, commitment, splits: {test: {labels, groups, models: {name: [score]}}}}}.
     */
    public static SiteScores parse(byte[] json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new ValidationException(
                    "the site's scores are not JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, Split> splits = new LinkedHashMap<>();
        for (var entry : root.path("splits").properties()) {
            splits.put(entry.getKey(), split(entry.getValue()));
        }
        String site = root.path("site").asString("");
        if (site.isEmpty() || splits.isEmpty()) {
            throw new ValidationException("the site's scores must name the site and its splits");
        }
        return new SiteScores(site, root.path("commitment").asString(""), splits);
    }

    private static Split split(JsonNode json) {
        List<Integer> labels = wholes("labels", json.path("labels"));
        JsonNode given = json.path("groups");
        List<Integer> groups = new ArrayList<>();
        if (given.isMissingNode() || given.isNull()) {
            for (int i = 0; i < labels.size(); i++) {
                groups.add(i);
            }
        } else {
            groups = wholes("groups", given);
        }
        Map<String, List<Double>> models = new LinkedHashMap<>();
        for (var entry : json.path("models").properties()) {
            models.put(entry.getKey(), numbers(entry.getKey(), entry.getValue()));
        }
        return new Split(labels, groups, models);
    }

    private static List<Integer> wholes(String name, JsonNode json) {
        List<Integer> values = new ArrayList<>();
        requireArray(name, json);
        for (JsonNode value : json) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new ValidationException(name + " must be whole numbers");
            }
            values.add(value.intValue());
        }
        return values;
    }

    private static List<Double> numbers(String name, JsonNode json) {
        List<Double> values = new ArrayList<>();
        requireArray(name, json);
        for (JsonNode value : json) {
            @Nullable Double number = value.isNumber() ? value.doubleValue() : null;
            if (number == null) {
                throw new ValidationException("the scores of %s must be numbers".formatted(name));
            }
            values.add(number);
        }
        return values;
    }

    private static void requireArray(String name, JsonNode json) {
        if (!json.isArray() || json.size() > MAXIMUM_CASES) {
            throw new ValidationException(
                    "%s must be a list of at most %d".formatted(name, MAXIMUM_CASES));
        }
    }
}
