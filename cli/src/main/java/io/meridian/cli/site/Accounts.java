package io.meridian.cli.site;

import java.util.Map;
import java.util.TreeMap;

/** Shows generated accounts once, at set-up. */
final class Accounts {
    private Accounts() {}

    static void print(Map<String, String> passwords) {
        System.out.println("Accounts (shown only now; write them down):");
        new TreeMap<>(passwords)
                .forEach((name, password) -> System.out.printf("  %-14s %s%n", name, password));
    }
}
