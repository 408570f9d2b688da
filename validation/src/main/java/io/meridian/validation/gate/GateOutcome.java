package io.meridian.validation.gate;

import java.util.List;

/** What the gate decides. Only {@link Passed} opens it. */
public sealed interface GateOutcome {
    /** Every condition, in the order of the policy. */
    List<Finding> findings();

    /** All conditions hold. */
    record Passed(List<Finding> findings) implements GateOutcome {
        public Passed {
            findings = List.copyOf(findings);
        }
    }

    /** A condition does not hold. */
    record Failed(List<Finding> findings) implements GateOutcome {
        public Failed {
            findings = List.copyOf(findings);
        }
    }

    /** No condition is broken, but one cannot be judged. */
    record Undecidable(List<Finding> findings) implements GateOutcome {
        public Undecidable {
            findings = List.copyOf(findings);
        }
    }

    default boolean passed() {
        return this instanceof Passed;
    }

    /** What is missing: the findings that did not pass. */
    default List<Finding> missing() {
        return findings().stream()
                .filter(finding -> finding.state() != Finding.State.PASSED)
                .toList();
    }

    static GateOutcome of(List<Finding> findings) {
        if (findings.stream().anyMatch(one -> one.state() == Finding.State.FAILED)) {
            return new Failed(findings);
        }
        return findings.stream().anyMatch(one -> one.state() == Finding.State.UNDECIDABLE)
                ? new Undecidable(findings)
                : new Passed(findings);
    }
}
