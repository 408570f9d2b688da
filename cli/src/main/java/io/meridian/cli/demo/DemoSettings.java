package io.meridian.cli.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one demo was asked to do.
 *
 * @param data images to use, or none for phantoms
 * @param home an empty folder for everything
 */
record DemoSettings(@Nullable Path data, int sites, int rounds, long seed, Path home) {}
