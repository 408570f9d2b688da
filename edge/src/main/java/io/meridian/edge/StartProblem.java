package io.meridian.edge;

import io.meridian.application.ApplicationException;
import io.meridian.application.process.Fault;
import io.meridian.artifact.ArtifactException;
import io.meridian.edge.supervisor.Supervisor;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Why an edge did not start, in one sentence; the log has the rest.
 *
 * @param exitCode {@link Supervisor#CANNOT_START} where a person must change something first
 */
record StartProblem(String sentence, int exitCode) {

    StartProblem {
        sentence = sentence.replaceAll("\\s+", " ").strip();
    }

    /** The innermost cause that is known says most. */
    static StartProblem of(Throwable problem) {
        var found =
                new StartProblem(
                        "the edge could not start: %s; its log says more"
                                .formatted(Fault.of(problem)),
                        1);
        for (var each = problem; each != null; each = each.getCause()) {
            found =
                    switch (each) {
                        case PortInUseException inUse -> portInUse(inUse.getPort());
                        case ConnectorStartFailedException failed -> portInUse(failed.getPort());
                        case ApplicationException known -> stays(known);
                        case ArtifactException known -> stays(known);
                        default -> found;
                    };
        }
        return found;
    }

    private static StartProblem portInUse(int port) {
        return new StartProblem(
                "port %d is in use; choose another in edge.yaml".formatted(port),
                Supervisor.CANNOT_START);
    }

    private static StartProblem stays(RuntimeException known) {
        return new StartProblem(String.valueOf(known.getMessage()), Supervisor.CANNOT_START);
    }
}
