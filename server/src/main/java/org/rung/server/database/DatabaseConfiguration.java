package org.rung.server.database;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One's own PostgreSQL when `rung.database.url` (RUNG_DATABASE_URL) is set, else the embedded one
/// in `rung.data`.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  /// The embedded database outlives every bean that uses it, since they depend on its details.
  @Bean(destroyMethod = "close")
  @ConditionalOnExpression("'${rung.database.url:}'.isEmpty()")
  EmbeddedPostgres embeddedPostgres(
      @Value("${rung.data}") Path folder, @Value("${rung.database.durable:true}") boolean durable) {
    return EmbeddedPostgres.start(folder, durable);
  }

  @Bean
  @ConditionalOnExpression("'${rung.database.url:}'.isEmpty()")
  JdbcConnectionDetails embeddedDetails(EmbeddedPostgres postgres) {
    return new Details(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  @Bean
  @ConditionalOnExpression("!'${rung.database.url:}'.isEmpty()")
  JdbcConnectionDetails ownDetails(
      @Value("${rung.database.url}") String url,
      @Value("${rung.database.user:}") String user,
      @Value("${rung.database.password:}") String password) {
    return Details.of(url, user, password);
  }

  record Details(String jdbcUrl, String username, String secret) implements JdbcConnectionDetails {
    /// Understands `jdbc:postgresql://…` with user and password beside it, and
    /// `postgres://user:password@host:port/name` alone.
    static Details of(String url, String user, String password) {
      if (url.startsWith("jdbc:")) {
        return new Details(url, user, password);
      }
      URI uri = URI.create(url);
      if (!("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme()))
          || uri.getHost() == null) {
        throw new DatabaseUnavailable(
            "RUNG_DATABASE_URL is “%s”. Give postgres://USER:PASSWORD@HOST:PORT/NAME or jdbc:postgresql://HOST:PORT/NAME."
                .formatted(url.replaceAll(":[^:/@]*@", ":…@")));
      }
      String[] account = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new Details(
          "jdbc:postgresql://"
              + uri.getHost()
              + ":"
              + (uri.getPort() < 0 ? 5432 : uri.getPort())
              + uri.getPath()
              + query,
          account[0].isEmpty() ? user : decode(account[0]),
          account.length < 2 ? password : decode(account[1]));
    }

    private static String decode(String part) {
      return java.net.URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String getJdbcUrl() {
      return jdbcUrl;
    }

    @Override
    public String getUsername() {
      return username;
    }

    @Override
    public String getPassword() {
      return secret;
    }

    @Override
    public String toString() {
      return "Details[" + jdbcUrl + "]";
    }
  }
}
