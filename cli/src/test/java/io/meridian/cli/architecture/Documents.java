package io.meridian.cli.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The repository's documents: where they link to, and which commands they name. */
record Documents(Path root, List<Path> files) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMAND =
            Pattern.compile("(?:^|\\s)(?:\\./)?meridian((?: [^ <>|#]+)*)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    /** A link as a document writes it. */
    record Link(Path document, String target) {
        @Override
        public String toString() {
            return "%s in %s".formatted(target, document.getFileName());
        }
    }

    /**
     * A call of the launcher as a document writes it.
     *
     * @param whole whether it stands in a block, to be typed as it is
     */
    record Call(Path document, List<String> words, boolean whole) {
        Call {
            words = List.copyOf(words);
        }

        @Override
        public String toString() {
            return "meridian %s in %s".formatted(String.join(" ", words), document.getFileName());
        }
    }

    static Documents read() {
        var root = House.root();
        try (var top = Files.list(root);
                var book = Files.walk(root.resolve("docs"))) {
            return new Documents(
                    root,
                    Stream.concat(top, book)
                            .filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links into the repository; those to other places are not looked at. */
    List<Link> links() {
        return files.stream()
                .flatMap(file ->
                        LINK.matcher(text(file))
                                .results()
                                .map(found -> new Link(file, found.group(1))))
                .filter(link -> !link.target().matches("[a-z]+:.*"))
                .toList();
    }

    /** The file that a link leads to. */
    static Path file(Link link) {
        var path = link.target().replaceFirst("#.*", "");
        return path.isEmpty() ? link.document() : link.document().resolveSibling(path).normalize();
    }

    /** The names under which a document's headings can be linked to. */
    static Set<String> anchors(Path document) {
        return HEADING.matcher(text(document))
                .results()
                .map(found ->
                        found.group(1)
                                .toLowerCase(java.util.Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    List<Call> calls() {
        return files.stream().flatMap(file -> calls(file).stream()).toList();
    }

    private static List<Call> calls(Path file) {
        var found = new ArrayList<Call>();
        var block = false;
        for (var line : text(file).replaceAll("\\\\\n *", "").split("\n", -1)) {
            if (line.startsWith("```")) {
                block = !block;
            } else if (block) {
                found.addAll(calls(file, line, true));
            } else {
                SPAN.matcher(line)
                        .results()
                        .forEach(span -> found.addAll(calls(file, span.group(1), false)));
            }
        }
        return found;
    }

    private static List<Call> calls(Path file, String code, boolean whole) {
        return COMMAND.matcher(code)
                .results()
                .map(found -> new Call(file, words(found), whole))
                .toList();
    }

    private static List<String> words(MatchResult found) {
        return Stream.of(found.group(1).strip().split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
