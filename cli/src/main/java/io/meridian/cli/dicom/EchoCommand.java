package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.network.AssociationException;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** C-ECHO: does a provider answer us? */
@Command(
        name = "echo",
        description = "Ask a provider whether it answers (C-ECHO).",
        mixinStandardHelpOptions = true)
final class EchoCommand implements Runnable {
    @Mixin private final Provider provider = new Provider();

    @Override
    public void run() {
        try (var association = provider.open(Set.of())) {
            var response = association.echo();
            if (!response.isSuccess()) {
                throw new CommandException(
                        "the provider answered with status %04XH".formatted(response.status()));
            }
            System.out.println("The provider answers.");
        } catch (AssociationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
