package org.rung.server.access;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/// Somebody signed in by the service: named as the account is, not as the service does.
final class OidcAccount extends DefaultOidcUser {
  private final String email;

  OidcAccount(String email, Collection<? extends GrantedAuthority> authorities, OidcIdToken token) {
    super(authorities, token);
    this.email = email;
  }

  @Override
  public String getName() {
    return email;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OidcAccount account && email.equals(account.email);
  }

  @Override
  public int hashCode() {
    return email.hashCode();
  }
}
