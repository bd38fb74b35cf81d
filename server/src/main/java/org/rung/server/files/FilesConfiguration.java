package org.rung.server.files;

import jakarta.servlet.MultipartConfigElement;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/// Files that come in lie in the folder of this process, and none is left of one that was killed.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class FilesConfiguration {
  FilesConfiguration() {
    Scratch.clearLeftBehind();
  }

  /// A cleaner of old temporary files takes it for one that nobody uses.
  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void stayFresh() {
    Scratch.stayFresh();
  }

  @Bean
  @ConditionalOnWebApplication
  MultipartConfigElement uploads(MultipartProperties settings) {
    settings.setLocation(Scratch.folder().toString());
    return settings.createMultipartConfig();
  }
}
