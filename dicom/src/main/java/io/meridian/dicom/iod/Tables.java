package io.meridian.dicom.iod;

import io.meridian.dicom.internal.ResourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tables of the standard, loaded when first asked for; see {@code tools/iod.py}. */
final class Tables {
    /** Whether a module must be there. */
    enum Usage {
        MANDATORY,
        CONDITIONAL,
        USER_OPTION
    }

    /**
     * A module.
     *
     * @param list of its attributes; {@link Row#NONE} if the tables have none
     * @param known list of attributes that it also has, none of them required
     */
    record Module(String name, String section, int list, int known) {}

    record Part(Usage usage, Module module, int condition) {}

    record Iod(String name, String section, List<Part> parts) {}

    /** Loaded on first use, by the rules of class initialization. */
    private static final class Loaded {
        private static final Tables STANDARD = new Tables();
    }

    private final List<Condition> conditions = new ArrayList<>();
    private final List<Set<String>> permitted = new ArrayList<>();
    private final List<List<Row>> lists = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>();
    private final List<Iod> iods = new ArrayList<>();
    private final Map<String, Integer> bySopClass = new HashMap<>();

    private Tables() {
        ResourceTable.read(Tables.class, "conditions.tsv", this::condition);
        var rows = new RowReader(permitted);
        ResourceTable.read(
                Tables.class,
                "attributes.tsv",
                columns -> {
                    if (columns[0].equals("L")) {
                        lists.add(new ArrayList<>());
                    } else {
                        lists.getLast().add(rows.read(columns));
                    }
                });
        ResourceTable.read(Tables.class, "iods.tsv", this::iod);
    }

    static Tables standard() {
        return Loaded.STANDARD;
    }

    Optional<Iod> iod(String sopClass) {
        return Optional.ofNullable(bySopClass.get(sopClass)).map(iods::get);
    }

    /** UIDs of all SOP classes that have an IOD. */
    Set<String> sopClasses() {
        return new TreeSet<>(bySopClass.keySet());
    }

    Condition condition(int number) {
        return conditions.get(number);
    }

    List<Row> list(int number) {
        return lists.get(number);
    }

    private void condition(String[] columns) {
        if (columns[0].equals("X")) {
            conditions.add(ConditionParser.parse(columns[1]));
        } else {
            permitted.add(new LinkedHashSet<>(List.of(columns[1].split("\\|"))));
        }
    }

    private void iod(String[] columns) {
        switch (columns[0]) {
            case "N" ->
                    modules.add(
                            new Module(
                                    columns[2],
                                    RowReader.column(columns, 3),
                                    RowReader.number(columns, 4),
                                    RowReader.number(columns, 5)));
            case "C" -> bySopClass.put(columns[1], Integer.parseInt(columns[2]));
            case "I" -> iods.add(new Iod(columns[2], columns[3], new ArrayList<>()));
            case "M" -> {
                var usage =
                        switch (columns[1]) {
                            case "M" -> Usage.MANDATORY;
                            case "C" -> Usage.CONDITIONAL;
                            default -> Usage.USER_OPTION;
                        };
                var module = modules.get(Integer.parseInt(columns[2]));
                iods.getLast().parts().add(new Part(usage, module, RowReader.number(columns, 3)));
            }
            default -> throw new IllegalStateException("a row of the tables is not known");
        }
    }
}
