package org.rung.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/// The whole server on a real PostgreSQL: one PostgreSQL for all tests, a database of its own for
/// each application context. Tests that share settings share the context and its data; they name
/// rows of their own.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "logging.level.org.rung=warn",
      // Many contexts share one PostgreSQL: each holds few connections, and none while idle.
      "spring.datasource.hikari.maximum-pool-size=6",
      "spring.datasource.hikari.minimum-idle=0",
      "spring.datasource.hikari.idle-timeout=10000"
    })
@ContextConfiguration(initializers = TestDatabase.class)
public @interface RungTest {}
