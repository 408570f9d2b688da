package io.meridian.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** One run of the command line in this process, with what it printed. */
public record CommandLineRun(int exit, String output, String errors) {
    public static CommandLineRun of(String... arguments) {
        return with(InputStream.nullInputStream(), arguments);
    }

    public static synchronized CommandLineRun with(InputStream input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var errors = new StringWriter();
        var systemOut = System.out;
        var systemIn = System.in;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setIn(input);
        try {
            var command = Meridian.commandLine().setErr(new PrintWriter(errors, true));
            var exit = command.execute(arguments);
            return new CommandLineRun(
                    exit, out.toString(StandardCharsets.UTF_8), errors.toString());
        } finally {
            System.setOut(systemOut);
            System.setIn(systemIn);
        }
    }
}
