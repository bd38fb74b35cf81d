package org.rung.server.operating;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// Who may read the figures at `/actuator/prometheus`: whoever sends the token of
/// `RUNG_METRICS_TOKEN` as `Authorization: Bearer …`, and nobody while none is set. Not everybody
/// on this machine: behind a proxy, all the world is on this machine.
@Configuration(proxyBeanMethods = false)
class MetricsAccess {
  @Bean
  @Order(0)
  @ConditionalOnWebApplication
  SecurityFilterChain metrics(HttpSecurity http, @Value("${rung.metrics.token:}") String token)
      throws Exception {
    return http.securityMatcher("/actuator/prometheus")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .anyRequest()
                .access((who, asked) ->
                    new AuthorizationDecision(
                        allows(token, asked.getRequest().getHeader(HttpHeaders.AUTHORIZATION)))))
        .exceptionHandling(refused ->
            refused.authenticationEntryPoint((request, response, why) -> {
              response.setStatus(HttpStatus.UNAUTHORIZED.value());
              response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"metrics\"");
              response.setContentType(MediaType.TEXT_PLAIN_VALUE);
              response
                  .getWriter()
                  .println(
                      "Send the token of RUNG_METRICS_TOKEN as Authorization: Bearer. Where it is"
                          + " not set, nobody reads the figures.");
            }))
        .build();
  }

  /// In a time that does not tell how much of a guess was right.
  static boolean allows(String token, @org.jspecify.annotations.Nullable String sent) {
    return !token.isBlank()
        && sent != null
        && MessageDigest.isEqual(
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
            sent.getBytes(StandardCharsets.UTF_8));
  }
}
