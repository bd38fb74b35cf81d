package org.rung.server.access;

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
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/// Who may open which address. Every address not named here needs the planner.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  private static final String[] OPEN = {
    "/tokens.css",
    "/base.css",
    "/rung.svg",
    "/webjars/**",
    "/sign-in",
    "/setup",
    "/error",
    "/actuator/health",
    "/actuator/health/**"
  };

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  Landing landing(Viewers viewers) {
    return new Landing(viewers);
  }

  @Bean
  @ConditionalOnWebApplication
  SecurityFilterChain pages(
      HttpSecurity http, ObjectProvider<DemoPersonas> demo, Viewers viewers, Landing landing)
      throws Exception {
    http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(OPEN)
                .permitAll()
                .requestMatchers("/accounts/**", "/audit/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(HttpMethod.GET, "/", "/about", "/plans/**", "/jobs/**")
                .hasAnyRole(Role.PLANNER.name(), Role.FINANCE.name(), Role.ADMIN.name())
                .requestMatchers("/my/**")
                .access((who, request) -> {
                  Viewer viewer = viewers.now();
                  return new AuthorizationDecision(
                      viewer.is(Role.EMPLOYEE) || viewer.employerId().isPresent());
                })
                .requestMatchers("/team/**")
                .hasRole(Role.MANAGER.name())
                .requestMatchers("/persona", "/sign-out", "/refused")
                .authenticated()
                .anyRequest()
                .hasRole(Role.PLANNER.name()))
        .formLogin(form ->
            form.loginPage("/sign-in")
                .usernameParameter("email")
                .failureUrl("/sign-in?failed")
                .successHandler(landing))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in"))
        .exceptionHandling(refused -> refused.accessDeniedHandler(landing))
        .headers(headers ->
            headers
                .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(Customizer.withDefaults()));
    demo.ifAvailable(filter -> http.addFilterAfter(filter, SecurityContextHolderFilter.class));
    return http.build();
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
