package org.rung.server.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/// The sign-in service, asked for its addresses when somebody first signs in by it: Rung starts
/// whether the service is up or not.
final class OidcProvider implements ClientRegistrationRepository {
  static final String ID = "oidc";

  private final OidcSettings settings;
  private volatile @Nullable ClientRegistration found;

  OidcProvider(OidcSettings settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return ID.equals(id) ? registration() : null;
  }

  /// @throws RuntimeException when the service does not answer; the next call asks again
  ClientRegistration registration() {
    ClientRegistration known = found;
    if (known == null) {
      known =
          ClientRegistrations.fromIssuerLocation(settings.issuer())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .clientName(settings.name())
              .scope("openid", "email", "profile")
              .redirectUri("{baseUrl}/sign-in/back")
              .clientSettings(
                  ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
              .build();
      found = known;
    }
    return known;
  }
}
