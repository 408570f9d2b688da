package io.meridian.hub.account;

import java.util.List;

/** A person with a local login. */
public record Account(String username, List<Role> roles) {
    public Account {
        roles = List.copyOf(roles);
    }
}
