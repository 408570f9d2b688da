package io.meridian.application.http;

import io.meridian.application.process.Fault;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/** Every error as a problem document (RFC 9457); nothing of a stack or a patient in it. */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(ApiException e) {
        return ProblemDetail.forStatusAndDetail(e.status(), e.getMessage());
    }

    /** A body that was cut off at its limit comes here when something was reading it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException problem,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (var cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException refusal) {
                return handleExceptionInternal(
                        problem, refused(refusal), headers, refusal.status(), request);
            }
        }
        return super.handleHttpMessageNotReadable(problem, headers, status, request);
    }

    @ExceptionHandler
    ProblemDetail badArgument(IllegalArgumentException e) {
        LOG.debug("bad argument fault={}", Fault.of(e));
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "the request does not fit the interface: /openapi.yaml");
    }

    @ExceptionHandler
    ProblemDetail unexpected(RuntimeException e) {
        LOG.error("request failed fault={}", Fault.of(e));
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the server failed; its log says more");
    }

    /** Writes a problem where no controller is involved. */
    public static void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        var problem = JsonMapper.shared().createObjectNode();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem));
    }
}
