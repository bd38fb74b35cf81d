package org.rung.server.database;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
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
  DatabaseAddress embeddedAddress(EmbeddedPostgres postgres) {
    return postgres.address();
  }

  @Bean
  @ConditionalOnExpression("!'${rung.database.url:}'.isEmpty()")
  DatabaseAddress ownAddress(
      @Value("${rung.database.url}") String url,
      @Value("${rung.database.user:}") String user,
      @Value("${rung.database.password:}") String password,
      @Value("${rung.database.keeper.user:}") String keeper,
      @Value("${rung.database.keeper.password:}") String secret) {
    return DatabaseAddress.of(url, user, password).keptBy(keeper, secret);
  }

  @Bean
  JdbcConnectionDetails details(DatabaseAddress address) {
    return new Details(address);
  }

  /// The protected attributes come after the tables of all others, by an account of their own.
  @Bean
  FlywayMigrationStrategy migrations(DatabaseAddress address) {
    return flyway -> {
      flyway.migrate();
      ProtectedSchema.bringUpToDate(address);
    };
  }

  private record Details(DatabaseAddress address) implements JdbcConnectionDetails {
    @Override
    public String getJdbcUrl() {
      return address.jdbcUrl();
    }

    @Override
    public String getUsername() {
      return address.user();
    }

    @Override
    public String getPassword() {
      return address.password();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }
}
