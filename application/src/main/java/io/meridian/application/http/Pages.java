package io.meridian.application.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** The pages from the web module's jar; paths that are no file belong to the page's own router. */
public final class Pages implements WebMvcConfigurer {
    private final String location;

    /** The pages of {@code hub} or {@code edge}. */
    public Pages(String application) {
        this.location = "classpath:/META-INF/resources/%s/".formatted(application);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/openapi.yaml").addResourceLocations("classpath:/static/");
        registry.addResourceHandler("/**")
                .addResourceLocations(location)
                .resourceChain(false)
                .addResolver(
                        new PathResourceResolver() {
                            @Override
                            protected @Nullable Resource getResource(String path, Resource location)
                                    throws IOException {
                                var file = super.getResource(path, location);
                                var isRoute =
                                        !path.startsWith("api/")
                                                && path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
                                return file == null && isRoute
                                        ? super.getResource("index.html", location)
                                        : file;
                            }
                        });
    }
}
