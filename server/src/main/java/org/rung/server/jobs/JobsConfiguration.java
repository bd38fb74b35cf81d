package org.rung.server.jobs;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
  /// The clock of the whole server; tests put a hand-set one in its place.
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /// Ready means that work asked for is taken up, too.
  @Bean
  HealthIndicator workerHealthIndicator(Worker worker) {
    return () -> worker.works() ? Health.up().build() : Health.down().build();
  }
}
