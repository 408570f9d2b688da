package io.meridian.governance.internal;

import io.meridian.governance.GovernanceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * A YAML document whose nodes know their line, so that an error in a profile or rules file can say
 * where it is. Scalars are kept as text; the caller asks for the type that it needs.
 */
public sealed interface LocatedYaml {
    /** Line in the file, from 1. */
    int line();

    /** A mapping. */
    record Mapping(int line, String file, Map<String, LocatedYaml> entries) implements LocatedYaml {
        /** Refuses a key that is not one of these. */
        public Mapping only(String... keys) {
            var known = Set.of(keys);
            entries.forEach((key, value) -> {
                if (!known.contains(key)) {
                    throw error(
                            file,
                            value.line(),
                            "unknown key '%s'; known here: %s"
                                    .formatted(key, String.join(", ", keys)));
                }
            });
            return this;
        }

        public boolean has(String key) {
            return entries.containsKey(key);
        }

        public Scalar scalar(String key) {
            if (require(key) instanceof Scalar scalar) {
                return scalar;
            }
            throw wrong(key, "a single value");
        }

        public Mapping mapping(String key) {
            if (require(key) instanceof Mapping mapping) {
                return mapping;
            }
            throw wrong(key, "a mapping");
        }

        /** The list under a key, empty when the key is absent. */
        public List<LocatedYaml> list(String key) {
            if (!has(key)) {
                return List.of();
            }
            if (require(key) instanceof Sequence sequence) {
                return sequence.items();
            }
            throw wrong(key, "a list");
        }

        /** The list of single values under a key, empty when the key is absent. */
        public List<Scalar> scalars(String key) {
            var result = new ArrayList<Scalar>();
            for (var item : list(key)) {
                if (!(item instanceof Scalar scalar)) {
                    throw wrong(key, "a list of single values");
                }
                result.add(scalar);
            }
            return result;
        }

        /** The list of mappings under a key, empty when the key is absent. */
        public List<Mapping> mappings(String key) {
            var result = new ArrayList<Mapping>();
            for (var item : list(key)) {
                if (!(item instanceof Mapping mapping)) {
                    throw wrong(key, "a list of mappings");
                }
                result.add(mapping);
            }
            return result;
        }

        private LocatedYaml require(String key) {
            var value = entries.get(key);
            if (value == null) {
                throw error(file, line, "the key '%s' is missing".formatted(key));
            }
            return value;
        }

        private GovernanceException wrong(String key, String expected) {
            return error(file, require(key).line(), "'%s' must be %s".formatted(key, expected));
        }
    }

    /** A list. */
    record Sequence(int line, List<LocatedYaml> items) implements LocatedYaml {}

    /** A single value. */
    record Scalar(int line, String file, String text) implements LocatedYaml {
        /** The value as an integer within bounds. */
        public int integer(int minimum, int maximum) {
            try {
                var value = Integer.parseInt(text);
                if (value >= minimum && value <= maximum) {
                    return value;
                }
            } catch (NumberFormatException _) {
                throw fault("must be a whole number");
            }
            throw fault("must lie in %d to %d".formatted(minimum, maximum));
        }

        /** An error at this value. */
        public GovernanceException fault(String rule) {
            return error(file, line, "'%s' %s".formatted(text, rule));
        }
    }

    /**
     * Reads a document.
     *
     * @param file name for error messages
     */
    static Mapping read(String file, byte[] yaml) {
        try (var parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            parser.nextToken();
            if (parser.currentToken() == JsonToken.START_OBJECT
                    && node(file, parser) instanceof Mapping mapping) {
                if (parser.nextToken() != null) {
                    throw error(
                            file,
                            parser.currentTokenLocation().getLineNr(),
                            "only one document may be in the file");
                }
                return mapping;
            }
            throw error(file, 1, "the file must be a YAML mapping");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw error(
                    file,
                    at == null ? 1 : at.getLineNr(),
                    "not readable as YAML: " + e.getOriginalMessage());
        }
    }

    private static LocatedYaml node(String file, JsonParser parser) {
        var line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var entries = new LinkedHashMap<String, LocatedYaml>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var key = parser.currentName();
                    var keyLine = parser.currentTokenLocation().getLineNr();
                    parser.nextToken();
                    if (entries.put(key, node(file, parser)) != null) {
                        throw error(file, keyLine, "the key '%s' is there twice".formatted(key));
                    }
                }
                yield new Mapping(line, file, entries);
            }
            case START_ARRAY -> {
                var items = new ArrayList<LocatedYaml>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(file, parser));
                }
                yield new Sequence(line, items);
            }
            default -> new Scalar(line, file, parser.getString());
        };
    }

    private static GovernanceException error(String file, int line, String rule) {
        return new GovernanceException("%s, line %d: %s".formatted(file, line, rule));
    }
}
