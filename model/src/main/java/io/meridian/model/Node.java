package io.meridian.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One step of a {@link Graph}.
 *
 * @param name unique in its graph; parameters are named after it, so torchvision's module path
 *     ({@code layer1.0.conv1}) where there is one
 * @param inputs names of the graph's input or of earlier nodes
 */
public record Node(String name, Operation operation, List<String> inputs) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

    /** The longest name accepted. */
    public static final int MAXIMUM_NAME = 200;

    public Node {
        if (name.length() > MAXIMUM_NAME || !SYNTAX.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a node's name must be words of letters, digits and _ joined by dots, at most "
                            + MAXIMUM_NAME
                            + " characters");
        }
        inputs = List.copyOf(inputs);
        if (inputs.size() != operation.arity()) {
            throw new GraphException(
                    "node %s: needs %d inputs, has %d"
                            .formatted(name, operation.arity(), inputs.size()));
        }
    }
}
