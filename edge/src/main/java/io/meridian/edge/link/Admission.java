package io.meridian.edge.link;

import io.meridian.edge.home.Home;
import io.meridian.network.NetworkException;
import io.meridian.network.policy.AdmissionPolicy;
import io.meridian.network.policy.AdmissionPolicy.Decision;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the hospital's own policy says to a request; its file is read at each decision. */
@Component
final class Admission {
    private final Home home;

    Admission(Home home) {
        this.home = home;
    }

    Decision decide(String kind, JsonNode item) {
        AdmissionPolicy policy;
        try {
            policy = policy();
        } catch (NetworkException e) {
            return new Decision.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Decision.Refused("the hospital's policy.yaml cannot be read");
        }
        return switch (kind) {
            case "train" ->
                    policy.onTraining(
                            item.path("jobName").asString(item.path("job").asString("")),
                            item.path("network").asString(""),
                            item.path("dataset").asString(""),
                            item.path("local").path("epochs").asInt(0));
            case "evaluate" ->
                    policy.onEvaluation(
                            item.path("dataset").asString(""),
                            item.path("caseScores").asBoolean(true));
            case "release" -> policy.onRelease(item.path("channel").asString(""));
            default -> new Decision.Refused("this edge does not know what is asked: " + kind);
        };
    }

    /** Under which agreement case scores may leave now. */
    String caseScoreAgreement() throws IOException {
        return policy().caseScoreAgreement();
    }

    private AdmissionPolicy policy() throws IOException {
        return AdmissionPolicy.parse(Files.readString(home.policy()));
    }
}
