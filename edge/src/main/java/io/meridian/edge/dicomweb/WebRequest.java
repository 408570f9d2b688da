package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.web.Accept;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.QueryString;
import io.meridian.edge.home.EdgeConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;

/** What a request says of itself: what it takes, and under which address it came. */
record WebRequest(HttpServletRequest request, EdgeConfiguration configuration) {
    static final String ROOT = "/dicom-web";

    private static final List<MediaType> JSON = List.of(MediaType.DICOM_JSON, MediaType.JSON);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** From the query parameter of PS3.18 section 8.3.3.1, else from the header field. */
    Accept accept() {
        var parameter = QueryString.parse(query()).values("accept");
        return Accept.parse(
                parameter.isEmpty() ? Collections.list(request.getHeaders("Accept")) : parameter);
    }

    /** The JSON type that is taken; DICOM's XML is not offered. */
    MediaType json() {
        return accept().choose(JSON, false)
                .orElseThrow(() ->
                        new ApiException(
                                HttpStatus.NOT_ACCEPTABLE,
                                "answers are application/dicom+json; XML in parts is not offered"));
    }

    /** The query as it came; empty if there was none. */
    String query() {
        var query = request.getQueryString();
        return query == null ? "" : query;
    }

    /**
     * The address of the service. A proxy with TLS stands before it if the configuration says so;
     * else the port is our own, which some clients leave out of their Host field.
     */
    String base() {
        var proxied = Boolean.TRUE.equals(configuration.behindProxy());
        var port = proxied ? request.getServerPort() : request.getLocalPort();
        var usual = proxied && (port == HTTP || port == HTTPS);
        return (proxied ? "https" : request.getScheme())
                + "://"
                + request.getServerName()
                + (usual ? "" : ":" + port)
                + request.getContextPath()
                + ROOT;
    }
}
