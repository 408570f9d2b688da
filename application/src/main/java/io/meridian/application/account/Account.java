package io.meridian.application.account;

import java.util.List;

/** A person with a local login. */
public record Account(String username, List<? extends AccountRole> roles) {
    public Account {
        roles = List.copyOf(roles);
    }
}
