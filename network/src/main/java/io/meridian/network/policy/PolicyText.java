package io.meridian.network.policy;

import io.meridian.network.NetworkException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The text of a policy, which knows the line of each of its keys. */
final class PolicyText {
    private static final int MAXIMUM_TEXT = 65_536;
    private static final int MAXIMUM_ENTRIES = 1_000;

    private final JsonNode root;
    private final Map<String, Integer> lines;

    private PolicyText(JsonNode root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    static PolicyText parse(String yaml) {
        if (yaml.length() > MAXIMUM_TEXT) {
            throw new NetworkException("policy.yaml has at most 65,536 characters");
        }
        var mapper =
                YAMLMapper.builder(
                                YAMLFactory.builder()
                                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                        .build())
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
        try {
            var root = mapper.readTree(yaml);
            if (!root.isObject()) {
                throw new NetworkException(
                        "policy.yaml line 1: keys and values are expected, for instance organisation: hospital-1");
            }
            return new PolicyText(root, lines(mapper, yaml));
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new NetworkException(
                    "policy.yaml line %d: this is no YAML, or a key is there twice: %s"
                            .formatted(
                                    location == null ? 0 : Math.max(1, location.getLineNr()),
                                    e.getOriginalMessage().lines().findFirst().orElse("")),
                    e);
        }
    }

    private static Map<String, Integer> lines(YAMLMapper mapper, String yaml) {
        var lines = new HashMap<String, Integer>();
        var open = new ArrayDeque<String>();
        try (var parser = mapper.createParser(yaml)) {
            var key = "";
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    var parent = open.element();
                    key =
                            parent.isEmpty()
                                    ? parser.currentName()
                                    : parent + "." + parser.currentName();
                    lines.put(key, parser.currentTokenLocation().getLineNr());
                } else if (token.isStructStart()) {
                    open.push(key);
                } else if (token.isStructEnd()) {
                    open.pop();
                }
            }
        }
        return lines;
    }

    /** Refuses keys that are not known: a misspelt one must not pass for one left out. */
    void onlyKnown(String where, Set<String> known) {
        var node = node(where);
        if (!node.isObject()) {
            throw wrong(where, "must hold keys");
        }
        for (var field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw wrong(
                        where.isEmpty() ? field.getKey() : where + "." + field.getKey(),
                        "is not known; it may be one of " + new TreeSet<>(known));
            }
        }
    }

    boolean has(String key) {
        return !node(key).isMissingNode();
    }

    String text(String key) {
        return required(key, JsonNode::isString, "must be a text").asString();
    }

    boolean flag(String key) {
        return required(key, JsonNode::isBoolean, "must be true or false").asBoolean();
    }

    /** A whole number, at least 1. */
    int count(String key) {
        return required(
                        key,
                        node -> node.isInt() && node.asInt() >= 1,
                        "must be a whole number, at least 1")
                .asInt();
    }

    /** A list of texts, none empty or twice. */
    List<String> texts(String key) {
        var node =
                required(
                        key,
                        list -> list.isArray() && list.size() <= MAXIMUM_ENTRIES,
                        "must be a list of at most 1,000 texts");
        var seen = new HashSet<String>();
        return node.valueStream()
                .map(each -> {
                    if (!each.isString() || each.asString().isBlank()) {
                        throw wrong(key, "must be a list of texts; one with * needs quotes");
                    }
                    if (!seen.add(each.asString())) {
                        throw wrong(key, "names %s twice".formatted(each.asString()));
                    }
                    return each.asString();
                })
                .toList();
    }

    NetworkException wrong(String key, String rule) {
        var line = lines.get(key);
        return new NetworkException(
                line == null
                        ? "policy.yaml: %s %s".formatted(key, rule)
                        : "policy.yaml line %d: %s %s".formatted(line, key, rule));
    }

    private JsonNode required(String key, Predicate<JsonNode> rule, String says) {
        var node = node(key);
        if (node.isMissingNode()) {
            throw wrong(key, "is missing; it " + says);
        }
        if (!rule.test(node) || (node.isString() && node.asString().isBlank())) {
            throw wrong(key, says);
        }
        return node;
    }

    private JsonNode node(String key) {
        var node = root;
        if (!key.isEmpty()) {
            for (var part : key.split("\\.", -1)) {
                node = node.path(part);
            }
        }
        return node;
    }
}
