package io.meridian.model.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses YAML 1.2 to nodes that know their lines. No tag or alias ever makes an object. */
final class YamlText {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(0)
                    .setCodePointLimit(Section.MAXIMUM_SIZE)
                    .setUseMarks(true)
                    .build();

    private YamlText() {}

    static Optional<Node> parse(String yaml, Problems problems) {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(yaml);
            if (root.isEmpty()) {
                problems.add(1, "", "the document is empty; write the fields that it needs");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(line, "", "this is not YAML (%s); correct it".formatted(e.getProblem()));
        } catch (StackOverflowError _) {
            problems.add(1, "", "lists and mappings are nested too deeply; flatten them");
        } catch (YamlEngineException e) {
            problems.add(1, "", "this is not YAML (%s); correct it".formatted(e.getMessage()));
        }
        return Optional.empty();
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
