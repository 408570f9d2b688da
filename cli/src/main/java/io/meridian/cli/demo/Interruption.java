package io.meridian.cli.demo;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One hospital is switched off while it works on a round, and on again when that round was
 * published without it.
 */
final class Interruption {
    private static final Set<String> AT_WORK = Set.of("fetching", "training");

    private final EdgeSite edge;
    private final Story story;
    private int inRound;
    private boolean over;

    Interruption(EdgeSite edge, Story story) {
        this.edge = edge;
        this.story = story;
    }

    /** Looks at the job and does what is due; the first round is left alone. */
    void look(JsonNode job) {
        if (over) {
            return;
        }
        for (var round : job.path("rounds")) {
            var number = round.path("round").asInt();
            var published = round.path("state").asString().equals("published");
            if (inRound == 0 && number > 1 && !published && atWork(round)) {
                inRound = number;
                edge.stop();
                story.fact(
                        "%s is switched off while it trains in round %d; the round goes on",
                        edge.site(), number);
            } else if (inRound == number && published) {
                comeBack();
            }
        }
    }

    /** Ends it, however far it is. */
    void end() {
        if (!over && inRound > 0) {
            comeBack();
        }
        over = true;
    }

    private void comeBack() {
        edge.start();
        over = true;
        story.fact("round %d was published; %s is back", inRound, edge.site());
    }

    private boolean atWork(JsonNode round) {
        for (var update : round.path("updates")) {
            if (update.path("site").asString().equals(edge.site())) {
                return AT_WORK.contains(update.path("state").asString());
            }
        }
        return false;
    }
}
