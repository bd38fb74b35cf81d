package org.rung.server.pages;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration {
  /// Every template as a typed method: a page that gives the wrong thing does not compile.
  @Bean
  Templates templates() {
    return new StaticTemplates();
  }
}
