package io.meridian.validation.report;

import io.meridian.validation.Evidence;
import io.meridian.validation.gate.GateOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What was evaluated, what was found and what the gate says of it. The same report gives the same
 * bytes; it holds no case.
 *
 * @param packageDigest of the model that was evaluated
 * @param created when the evaluation ended
 */
public record Report(Evidence evidence, GateOutcome gate, String packageDigest, Instant created) {

    /**
     * {@code report.json}: {@code metrics}, {@code perSite}, {@code comparisons}, {@code
     * calibration}, {@code threshold}, {@code splitUnit}, {@code limitations}, {@code gate}, {@code
     * roc}. An interval is {@code {value, low, high, method}}, or {@code {undecidable: reason}}.
     */
    public byte[] toJson() {
        return ReportJson.write(this);
    }

    /** {@code report.html}: one page that needs nothing else, English with 中文 headings. */
    public byte[] toHtml() {
        return ReportHtml.write(this).getBytes(StandardCharsets.UTF_8);
    }
}
