package org.rung.server.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import org.rung.server.pages.RailEntry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Who may open which address. An address not named here that has a handler is open to nobody;
/// `docs/architecture/endpoints.md` is what comes of it.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  /// Of the plans, what names people or holds them as rows.
  private static final String[] NAMED_PEOPLE = {
    "/plans/*/people/**",
    "/plans/*/people.csv",
    "/plans/*/changes/people",
    "/plans/*/changes/people.csv",
    "/plans/*/proof.zip",
    "/plans/*/check",
    "/plans/*/statements"
  };

  /// Of letters, what tells whether they arrive, and not what they say.
  private static final String[] LETTERS_ON_THEIR_WAY = {
    "/letters", "/letters/again", "/letters/trial", "/letters/*/again"
  };

  private static final String[] PLANNING = {
    "/people/**",
    "/people.csv",
    "/imports/**",
    "/roles/**",
    "/roles.csv",
    "/growth/**",
    "/growth.csv",
    "/openings/**",
    "/openings.csv",
    "/programmes/**",
    "/programmes.csv",
    "/pathways/**",
    "/pathways.csv",
    "/scenarios/**",
    "/plans/**",
    "/plans.csv",
    "/jobs/**",
    "/overview/**",
    "/about/**",
    "/appeals/**",
    "/appeals.csv",
    "/letters/**",
    "/offers/**",
    "/offers.csv",
    "/intakes/**",
    "/tests/**",
    "/rooms/**",
    "/rooms.csv",
    "/instructors/**",
    "/instructors.csv",
    "/reports/**",
    "/surveys/**",
    "/surveys.csv",
    "/surveys.xlsx"
  };

  private static final String[] OPEN = {
    "/tokens.css",
    "/base.css",
    "/rung.svg",
    "/webjars/**",
    "/sign-in",
    "/sign-in/**",
    "/setup",
    "/problems",
    "/problems/**",
    // Its address is a secret.
    "/calendar/*",
    "/error",
    "/actuator/health",
    "/actuator/health/**"
  };

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  Landing landing(Viewers viewers, Guesses guesses) {
    return new Landing(viewers, guesses);
  }

  /// Sessions come from the database, before anything else looks at a request.
  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<SessionRepositoryFilter<StoredSession>> sessions(Sessions sessions) {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    cookie.setCookieName("rung-session");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    cookie.setCookiePath("/");
    CookieHttpSessionIdResolver resolver = new CookieHttpSessionIdResolver();
    resolver.setCookieSerializer(cookie);
    SessionRepositoryFilter<StoredSession> filter = new SessionRepositoryFilter<>(sessions);
    filter.setHttpSessionIdResolver(resolver);
    FilterRegistrationBean<SessionRepositoryFilter<StoredSession>> registration =
        new FilterRegistrationBean<>(filter);
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    registration.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    return registration;
  }

  @Bean
  OidcProvider oidcProvider(OidcSettings settings) {
    return new OidcProvider(settings);
  }

  @Bean
  OidcSignIn oidcSignIn(
      OidcSettings settings,
      Accounts accounts,
      Sessions sessions,
      Directory directory,
      Audit audit,
      Clock clock) {
    return new OidcSignIn(settings, accounts, sessions, directory, audit, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  SecurityFilterChain pages(
      HttpSecurity http,
      ObjectProvider<DemoPersonas> demo,
      Viewers viewers,
      Landing landing,
      OidcSettings oidc,
      OidcProvider provider,
      OidcSignIn oidcSignIn,
      ObjectProvider<RequestMappingInfoHandlerMapping> handlers)
      throws Exception {
    OidcClientInitiatedLogoutSuccessHandler signedOut =
        new OidcClientInitiatedLogoutSuccessHandler(provider);
    signedOut.setPostLogoutRedirectUri("{baseUrl}/sign-in");
    signedOut.setDefaultTargetUrl("/sign-in");
    http.authorizeHttpRequests(
            requests -> {
              requests.requestMatchers(OPEN).permitAll();
              requests
                  .requestMatchers("/persona", "/sign-out", "/refused", "/account", "/account/**")
                  .authenticated();
              words(requests, "", viewers);
              requests.anyRequest().access(new Unlisted(handlers));
            })
        .formLogin(form ->
            form.loginPage("/sign-in")
                .usernameParameter("email")
                .failureHandler(landing)
                .successHandler(landing))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessHandler(signedOut))
        .exceptionHandling(refused -> refused.accessDeniedHandler(landing))
        .headers(headers ->
            headers
                .contentSecurityPolicy(csp ->
                    csp.policyDirectives(
                        oidc.given()
                            ? CONTENT_SECURITY_POLICY + " " + oidc.origin()
                            : CONTENT_SECURITY_POLICY))
                .referrerPolicy(Customizer.withDefaults()));
    if (oidc.given()) {
      http.oauth2Login(login ->
          login
              .loginPage("/sign-in")
              .clientRegistrationRepository(provider)
              .authorizedClientRepository(new NoTokensKept())
              .authorizationEndpoint(there -> there.baseUri("/sign-in/with"))
              .redirectionEndpoint(back -> back.baseUri("/sign-in/back"))
              .userInfoEndpoint(user -> user.oidcUserService(oidcSignIn))
              .successHandler(landing)
              .failureHandler(landing));
    }
    http.addFilterBefore(new OtherSites(), CsrfFilter.class);
    demo.ifAvailable(filter -> http.addFilterAfter(filter, SecurityContextHolderFilter.class));
    return http.build();
  }

  /// Which roles open which words, for pages and the API alike.
  ///
  /// @param at what stands before the words
  static void words(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      String at,
      Viewers viewers) {
    requests
        .requestMatchers(at + "/my/letters/**")
        .access((who, request) -> {
          Viewer viewer = viewers.now();
          return new AuthorizationDecision(
              viewer.is(Role.EMPLOYEE)
                  || viewer.is(Role.PARTNER)
                  || viewer.employerId().isPresent());
        })
        .requestMatchers(at + "/my/**")
        .access((who, request) -> {
          Viewer viewer = viewers.now();
          return new AuthorizationDecision(
              viewer.is(Role.EMPLOYEE) || viewer.employerId().isPresent());
        })
        .requestMatchers(at + "/team/**")
        .hasRole(Role.MANAGER.name())
        .requestMatchers(at + "/partner/**")
        .hasRole(Role.PARTNER.name())
        .requestMatchers(below(at, "/accounts/**", "/audit/**", "/audit.csv"))
        .hasRole(Role.ADMIN.name())
        .requestMatchers(below(at, LETTERS_ON_THEIR_WAY))
        .hasAnyRole(Role.PLANNER.name(), Role.ADMIN.name())
        .requestMatchers(below(at, "/fairness/**", "/fairness.csv"))
        .hasRole(Role.KEEPER.name())
        .requestMatchers(HttpMethod.GET, below(at, "/rules", "/rules.csv", "/rules/*"))
        .hasAnyRole(
            Role.PLANNER.name(),
            Role.MANAGER.name(),
            Role.EMPLOYEE.name(),
            Role.FINANCE.name(),
            Role.ADMIN.name(),
            Role.KEEPER.name())
        .requestMatchers(below(at, "/rules/**"))
        .hasRole(Role.PLANNER.name())
        .requestMatchers(HttpMethod.GET, below(at, "/demand", "/demand.csv"))
        .authenticated()
        .requestMatchers(below(at, "/demand"))
        .hasRole(Role.PLANNER.name())
        .requestMatchers(below(at, "/tuition/**"))
        .hasRole(Role.FINANCE.name())
        .requestMatchers(below(at, "/school/**"))
        .hasRole(Role.PARTNER.name())
        .requestMatchers(below(at, NAMED_PEOPLE))
        .hasRole(Role.PLANNER.name())
        .requestMatchers(HttpMethod.GET, below(at, "/plans/**", "/plans.csv"))
        .hasAnyRole(Role.PLANNER.name(), Role.FINANCE.name())
        .requestMatchers(HttpMethod.GET, below(at, "/reports/**"))
        .hasAnyRole(Role.PLANNER.name(), Role.FINANCE.name())
        .requestMatchers(HttpMethod.GET, below(at, "/budgets/grant", "/budgets/withdraw"))
        .hasRole(Role.FINANCE.name())
        .requestMatchers(HttpMethod.GET, below(at, "/budgets/**", "/budgets.csv", "/budgets.xlsx"))
        .hasAnyRole(Role.PLANNER.name(), Role.FINANCE.name())
        .requestMatchers(below(at, "/budgets/**"))
        .hasRole(Role.FINANCE.name())
        .requestMatchers(HttpMethod.GET, below(at, "/", "/overview/**", "/about/**", "/jobs/**"))
        .hasAnyRole(Role.PLANNER.name(), Role.FINANCE.name(), Role.ADMIN.name())
        .requestMatchers(below(at, PLANNING))
        .hasRole(Role.PLANNER.name());
  }

  private static String[] below(String at, String... patterns) {
    return Arrays.stream(patterns).map(pattern -> at + pattern).toArray(String[]::new);
  }

  /// The security chain alone runs the filter, never the servlet container beside it.
  @Bean
  @ConditionalOnProperty(name = "rung.demo", havingValue = "true")
  FilterRegistrationBean<DemoPersonas> onlyInTheChain(DemoPersonas filter) {
    FilterRegistrationBean<DemoPersonas> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  RailEntry accountsEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 890, "Accounts", "/accounts");
  }

  @Bean
  RailEntry auditEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 900, "Audit", "/audit");
  }
}
