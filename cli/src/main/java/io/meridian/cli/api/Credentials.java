package io.meridian.cli.api;

/** A user's name and password, as typed or as read from a file. */
public record Credentials(String username, String password) {
    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
