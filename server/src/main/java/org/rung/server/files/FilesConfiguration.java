package org.rung.server.files;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Files that come in lie in the folder of this process, and none is left of one that was killed.
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {
  FilesConfiguration() {
    Scratch.clearLeftBehind();
  }

  @Bean
  @ConditionalOnWebApplication
  MultipartConfigElement uploads(MultipartProperties settings) {
    settings.setLocation(Scratch.folder().toString());
    return settings.createMultipartConfig();
  }
}
