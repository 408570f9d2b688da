package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.process.PlatformProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;

/** One of the repository's example jobs, with some of its values changed as a user would. */
record JobFile(String name, String yaml) {

    /** Reads {@code examples/NAME}. */
    static JobFile example(String name) {
        var file = PlatformProcess.root().resolve("examples").resolve(name);
        try {
            return new JobFile(name, Files.readString(file));
        } catch (IOException e) {
            throw new CommandException("%s cannot be read".formatted(file), e);
        }
    }

    /** The same job with another whole number; the field must be there, once. */
    JobFile with(String field, long value) {
        var pattern = Pattern.compile("\\b" + Pattern.quote(field) + ": \\d+");
        if (pattern.matcher(yaml).results().count() != 1) {
            throw new CommandException(
                    "examples/%s must have the field %s once".formatted(name, field));
        }
        return new JobFile(name, pattern.matcher(yaml).replaceFirst(field + ": " + value));
    }

    /** A whole number of the job. */
    int number(String field) {
        var matcher = Pattern.compile("\\b" + Pattern.quote(field) + ": (\\d+)").matcher(yaml);
        if (!matcher.find()) {
            throw new CommandException("examples/%s must have the field %s".formatted(name, field));
        }
        return Integer.parseInt(matcher.group(1));
    }

    byte[] bytes() {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }
}
