package org.rung.server.access;

import org.rung.server.api.OncePosts;
import org.rung.server.api.ScopeCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Who may ask what of the API: whoever sends a token, within the rules of the pages and the scopes
/// of the token. No session and no cookie is looked at, so no other site can use a browser for it.
@Configuration(proxyBeanMethods = false)
class ApiAccess {
  @Bean
  @Order(1)
  @ConditionalOnWebApplication
  SecurityFilterChain api(
      HttpSecurity http,
      Viewers viewers,
      Tokens tokens,
      Guesses guesses,
      ScopeCheck scopes,
      OncePosts posts,
      ObjectProvider<RequestMappingInfoHandlerMapping> handlers)
      throws Exception {
    return http.securityMatcher("/api/**")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> {
          requests.requestMatchers(HttpMethod.GET, "/api/openapi.json").permitAll();
          AccessConfiguration.words(requests, "/api/v1", viewers);
          requests.anyRequest().access(new Unlisted(handlers));
        })
        .exceptionHandling(refused ->
            refused
                .authenticationEntryPoint((request, response, why) -> TokenSignIn.noToken(response))
                .accessDeniedHandler(
                    (request, response, why) -> TokenSignIn.notOpen(request, response)))
        .addFilterBefore(new TokenSignIn(tokens, guesses), AnonymousAuthenticationFilter.class)
        .addFilterAfter(scopes, AuthorizationFilter.class)
        .addFilterAfter(posts, ScopeCheck.class)
        .build();
  }
}
