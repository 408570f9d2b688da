package io.meridian.model.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a document. Each method reads a field, notes what is wrong with it and goes on
 * with a harmless value, so that one reading finds everything; fields never asked for are unknown
 * and refused. Not thread-safe.
 */
public final class Section {
    /** The longest document, in characters. */
    public static final int MAXIMUM_SIZE = 1 << 20;

    private final Problems problems;
    private final String path;
    private final int line;
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Section> children = new ArrayList<>();

    private Section(Problems problems, String path, @Nullable Node node, int line) {
        this.problems = problems;
        this.path = path;
        this.line = line;
        switch (node) {
            case null -> {}
            case MappingNode mapping -> mapping.getValue().forEach(this::put);
            default ->
                    problems.add(line, path, "must be a mapping of fields; write 'field: value'");
        }
    }

    private void put(NodeTuple entry) {
        int at = YamlText.line(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(at, path, "a field's name must be a word");
        } else if (fields.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
            problems.add(at, field(key.getValue()), "is given twice; remove one");
        } else {
            lines.put(key.getValue(), at);
        }
    }

    /**
     * Reads a document; {@code reader} is called with its root, asks for the fields and returns
     * nothing only after a problem.
     */
    public static <T> Reading<T> read(String yaml, Function<Section, Optional<T>> reader) {
        Problems problems = new Problems();
        Optional<Node> root = YamlText.parse(yaml, problems);
        if (root.isEmpty()) {
            return new Reading.Invalid<>(problems.sorted());
        }
        Section section = new Section(problems, "", root.get(), 1);
        Optional<T> value = Optional.empty();
        try {
            value = reader.apply(section);
        } catch (IllegalArgumentException e) {
            problems.add(1, "", String.valueOf(e.getMessage()));
        }
        section.refuseUnknown();
        List<Problem> found = problems.sorted();
        return value.isPresent() && found.isEmpty()
                ? new Reading.Valid<>(value.get())
                : new Reading.Invalid<>(found);
    }

    private void refuseUnknown() {
        for (String name : fields.keySet()) {
            if (!asked.contains(name)) {
                problem(
                        name,
                        "is not known here; remove it or use one of " + String.join(", ", asked));
            }
        }
        children.forEach(Section::refuseUnknown);
    }

    public boolean has(String name) {
        asked.add(name);
        return fields.containsKey(name);
    }

    /** Notes a problem with a field of this section. */
    public void problem(String name, String message) {
        problems.add(lines.getOrDefault(name, line), field(name), message);
    }

    private String field(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A needed text that matches {@code syntax}. */
    public String text(String name, Pattern syntax, String remedy) {
        String text = scalar(name).map(ScalarNode::getValue).orElse("");
        if (has(name) && !syntax.matcher(text).matches()) {
            problem(name, remedy);
        }
        return text;
    }

    /** A text out of a few; the first of them where the document is wrong. */
    public String choice(String name, List<String> allowed) {
        return choice(name, allowed, null);
    }

    /** A text out of a few, with a default where the field is absent. */
    public String choice(String name, List<String> allowed, @Nullable String otherwise) {
        if (!has(name) && otherwise != null) {
            return otherwise;
        }
        String text = scalar(name).map(ScalarNode::getValue).orElse("");
        if (has(name) && !allowed.contains(text)) {
            problem(name, "must be one of %s".formatted(String.join(", ", allowed)));
        }
        return allowed.contains(text) ? text : allowed.getFirst();
    }

    /** A needed whole number in [minimum, maximum]. */
    public long whole(String name, long minimum, long maximum) {
        return whole(name, minimum, maximum, null);
    }

    /** A whole number in [minimum, maximum], with a default where the field is absent. */
    public long whole(String name, long minimum, long maximum, @Nullable Long otherwise) {
        if (!has(name) && otherwise != null) {
            return otherwise;
        }
        Optional<ScalarNode> node = scalar(name);
        if (node.isEmpty()) {
            return minimum;
        }
        try {
            long value = Long.parseLong(node.get().getValue());
            if (node.get().getTag().equals(Tag.INT) && value >= minimum && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Falls through to the message below.
        }
        problem(name, "must be a whole number from %d to %d".formatted(minimum, maximum));
        return minimum;
    }

    /** A needed number in [minimum, maximum]. */
    public double number(String name, double minimum, double maximum) {
        return number(name, minimum, maximum, null);
    }

    /** A number in [minimum, maximum], with a default where the field is absent. */
    public double number(String name, double minimum, double maximum, @Nullable Double otherwise) {
        if (!has(name) && otherwise != null) {
            return otherwise;
        }
        Optional<ScalarNode> node = scalar(name);
        if (node.isEmpty()) {
            return minimum;
        }
        Tag tag = node.get().getTag();
        try {
            double value = Double.parseDouble(node.get().getValue());
            if ((tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))
                    && value >= minimum
                    && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Falls through to the message below.
        }
        problem(name, "must be a number from %s to %s".formatted(minimum, maximum));
        return minimum;
    }

    /** A list of texts, each matching {@code syntax}; a lone text is a list of one. */
    public List<String> texts(String name, Pattern syntax, String remedy) {
        Node node = required(name);
        List<Node> items =
                switch (node) {
                    case null -> List.of();
                    case SequenceNode sequence -> sequence.getValue();
                    default -> List.of(node);
                };
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar && syntax.matcher(scalar.getValue()).matches()) {
                texts.add(scalar.getValue());
            } else {
                problems.add(YamlText.line(item), field(name), remedy);
            }
        }
        return texts;
    }

    /** A needed mapping. */
    public Section section(String name) {
        return child(name, required(name));
    }

    /** A mapping that may be absent: then it is empty. */
    public Section optionalSection(String name) {
        return child(name, has(name) ? fields.get(name) : null);
    }

    private Section child(String name, @Nullable Node node) {
        Section child = new Section(problems, field(name), node, lines.getOrDefault(name, line));
        children.add(child);
        return child;
    }

    /**
     * Builds a value from the section as a plain map; a refusal becomes a problem of this section.
     * All its fields count as known: {@code reader} must refuse those that it does not know.
     */
    public <T> Optional<T> as(Function<Map<String, ?>, T> reader) {
        asked.addAll(fields.keySet());
        Map<String, Object> map = new LinkedHashMap<>();
        try {
            fields.forEach((name, node) -> map.put(name, plain(name, node)));
            return Optional.of(reader.apply(map));
        } catch (RuntimeException e) {
            problems.add(line, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Object plain(String name, Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.INT) -> wholeOrText(scalar);
            case ScalarNode scalar when scalar.getTag().equals(Tag.FLOAT) ->
                    Double.valueOf(scalar.getValue());
            case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
                    Boolean.valueOf(scalar.getValue());
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence ->
                    sequence.getValue().stream().map(item -> plain(name, item)).toList();
            case MappingNode mapping -> {
                Section child = new Section(problems, field(name), mapping, YamlText.line(mapping));
                Map<String, Object> map = new LinkedHashMap<>();
                child.fields.forEach((key, value) -> map.put(key, child.plain(key, value)));
                yield map;
            }
            default -> {
                problem(name, "anchors and aliases are not read; write the value out");
                yield "";
            }
        };
    }

    private static Object wholeOrText(ScalarNode scalar) {
        try {
            return Long.valueOf(scalar.getValue());
        } catch (NumberFormatException _) {
            return scalar.getValue();
        }
    }

    private Optional<ScalarNode> scalar(String name) {
        Node node = required(name);
        return switch (node) {
            case null -> Optional.empty();
            case ScalarNode scalar -> Optional.of(scalar);
            default -> {
                problem(name, "must be one value, not a list or a mapping");
                yield Optional.empty();
            }
        };
    }

    private @Nullable Node required(String name) {
        if (!has(name)) {
            problem(name, "is missing; add it");
            return null;
        }
        return fields.get(name);
    }
}
