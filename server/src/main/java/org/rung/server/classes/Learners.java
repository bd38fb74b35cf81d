package org.rung.server.classes;

import java.util.Optional;
import org.rung.server.access.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which person an account is.
@Component
class Learners {
  private final JdbcClient jdbc;

  Learners(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The number of the person whose account asks; empty when it is nobody's.
  Optional<Long> me(Viewer viewer) {
    return viewer
        .employerId()
        .flatMap(id ->
            jdbc.sql("select id from people.person where employer_id = :id")
                .param("id", id)
                .query(Long.class)
                .optional());
  }
}
