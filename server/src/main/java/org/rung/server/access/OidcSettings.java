package org.rung.server.access;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// How to sign in by OpenID Connect, from the environment.
///
/// @param issuer its address, empty when there is none
/// @param name what people call it
/// @param rolesClaim the claim that lists roles, empty when roles are given on /accounts
/// @param personClaim the claim that holds the employer's id of the person, empty when it is given
///   on /accounts
@Component
record OidcSettings(
    @Value("${rung.oidc.issuer}") String issuer,
    @Value("${rung.oidc.client-id}") String clientId,
    @Value("${rung.oidc.client-secret}") String clientSecret,
    @Value("${rung.oidc.name}") String name,
    @Value("${rung.oidc.roles-claim}") String rolesClaim,
    @Value("${rung.oidc.person-claim}") String personClaim) {
  /// Before the name of a role in the claim, so that no group of another purpose becomes a role.
  static final String ROLE_PREFIX = "rung-";

  boolean given() {
    return !issuer.isBlank();
  }

  /// Scheme, host and port of the issuer: signing out leads there.
  String origin() {
    URI uri = URI.create(issuer);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
