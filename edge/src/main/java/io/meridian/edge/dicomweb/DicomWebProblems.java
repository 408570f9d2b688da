package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.application.process.Fault;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.web.DicomWebException;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is wrong with a DICOMweb request, as a problem document; its sentences hold no values. */
@RestControllerAdvice(basePackageClasses = DicomWebProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DicomWebProblems {
    private static final Logger LOG = LoggerFactory.getLogger(DicomWebProblems.class);

    /** Repeats no UID: paths of this interface name studies. */
    private static final URI INTERFACE = URI.create(WebRequest.ROOT);

    @ExceptionHandler
    ProblemDetail refused(ApiException e, HttpServletResponse response) {
        return problem(e.status(), e.getMessage(), e, response);
    }

    @ExceptionHandler
    ProblemDetail tooLarge(DicomWebException.TooLarge e, HttpServletResponse response) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, e.getMessage(), e, response);
    }

    @ExceptionHandler
    ProblemDetail malformed(DicomWebException.Malformed e, HttpServletResponse response) {
        return problem(HttpStatus.BAD_REQUEST, e.getMessage(), e, response);
    }

    /** An object that cannot be decoded, or has no such frame. */
    @ExceptionHandler
    ProblemDetail unprocessable(DicomException e, HttpServletResponse response) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage(), e, response);
    }

    @ExceptionHandler
    ProblemDetail unexpected(RuntimeException e, HttpServletResponse response) {
        LOG.error("request failed fault={}", Fault.of(e));
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "the server failed; its log says more",
                e,
                response);
    }

    /**
     * A problem document, if the answer has not begun. One that has is cut off by the exception
     * going on to the server: an end in good order would pass for all that was asked for.
     */
    private static ProblemDetail problem(
            HttpStatus status,
            @Nullable String detail,
            RuntimeException cause,
            HttpServletResponse response) {
        if (response.isCommitted()) {
            throw cause;
        }
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(INTERFACE);
        return problem;
    }
}
