package org.rung.server.pages;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration {
  /// Every template as a typed method: a page that gives the wrong thing does not compile.
  @Bean
  Templates templates() {
    return new StaticTemplates();
  }

  /// Around the filter of the sessions, inside the one that counts requests.
  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<Filter> whileTheDatabaseIsAway(AwayPage away) {
    return registered(new AwayFilter(away), SessionRepositoryFilter.DEFAULT_ORDER - 1);
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<Filter> answeredWell() {
    return registered(AwayFilter.inner(), SessionRepositoryFilter.DEFAULT_ORDER + 1);
  }

  private static FilterRegistrationBean<Filter> registered(Filter filter, int order) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    return registration;
  }

  /// No page hands anything to the next by the session: else each request would look its session up
  /// for that, files that never change too.
  @Bean(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
  FlashMapManager nothingHandedOn() {
    return new FlashMapManager() {
      @Override
      public @Nullable FlashMap retrieveAndUpdate(
          HttpServletRequest request, HttpServletResponse response) {
        return null;
      }

      @Override
      public void saveOutputFlashMap(
          FlashMap handed, HttpServletRequest request, HttpServletResponse response) {
        throw new IllegalStateException("Nothing is handed on by the session.");
      }
    };
  }
}
