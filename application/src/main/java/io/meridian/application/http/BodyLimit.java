package io.meridian.application.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits what a request may bring, before anyone has logged in and before anything is read into
 * memory.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class BodyLimit extends OncePerRequestFilter {
    /** For a login or an enrolment, in bytes. */
    public static final long SMALL = 64 << 10;

    /** For what has no reason to be larger, in bytes. */
    public static final long USUAL = 1 << 20;

    /** For tables and whole states, in bytes. */
    public static final long LARGE = 8 << 20;

    private final ToLongFunction<String> limits;

    /**
     * A limit.
     *
     * @param limits the most bytes by path; {@link Long#MAX_VALUE} where the reader itself counts
     */
    public BodyLimit(ToLongFunction<String> limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limits.applyAsLong(request.getServletPath());
        if (request.getContentLengthLong() > limit) {
            Problems.write(response, HttpStatus.CONTENT_TOO_LARGE, sentence(limit));
            return;
        }
        chain.doFilter(new Limited(request, limit), response);
    }

    private static String sentence(long limit) {
        return "a request to this path has at most %d bytes".formatted(limit);
    }

    /** A request whose body ends with a problem where the limit is. */
    private static final class Limited extends HttpServletRequestWrapper {
        private final long limit;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    /** A body without a stated length is counted while it is read. */
    private static final class Counted extends ServletInputStream {
        private final ServletInputStream body;
        private final long limit;
        private long read;

        Counted(ServletInputStream body, long limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var value = body.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = body.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                throw new ApiException(HttpStatus.CONTENT_TOO_LARGE, sentence(limit));
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
