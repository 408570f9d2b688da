package io.meridian.cli.governance;

import io.meridian.cli.api.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records at an edge on which legal basis its data may be used. */
@Command(
        name = "legal-basis",
        description = "Record at an edge on which legal basis data may be used.",
        mixinStandardHelpOptions = true)
public final class LegalBasisCommand implements Runnable {
    @Mixin private final Connection connection = new Connection();

    @Option(names = "--purpose", required = true, description = "for instance: training")
    private String purpose = "";

    @Option(
            names = "--basis",
            required = true,
            description = "for instance: ethics-waiver, consent, agreement")
    private String basis = "";

    @Option(names = "--approval", required = true, description = "number of the approval")
    private String approval = "";

    @Option(names = "--scope", defaultValue = "*", description = "which data; default: all")
    private String scope = "*";

    @Option(names = "--expires", required = true, description = "last day, as 2027-12-31")
    private LocalDate expires = LocalDate.EPOCH;

    @Override
    public void run() {
        Connection.print(
                connection
                        .open()
                        .post(
                                "/api/v1/legal-bases",
                                Map.of(
                                        "purpose",
                                        purpose,
                                        "basis",
                                        basis,
                                        "approvalNumber",
                                        approval,
                                        "scope",
                                        scope,
                                        "expires",
                                        expires.plusDays(1)
                                                .atStartOfDay(ZoneOffset.UTC)
                                                .toInstant()
                                                .toString())));
    }
}
