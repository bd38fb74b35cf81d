package org.rung.server.people;

import org.rung.server.access.Directory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells accounts which people and departments there are.
@Component
class PeopleDirectory implements Directory {
  private final JdbcClient jdbc;

  PeopleDirectory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean hasPerson(String employerId) {
    return jdbc.sql("select exists (select 1 from people.person where employer_id = :id)")
        .param("id", employerId)
        .query(Boolean.class)
        .single();
  }

  @Override
  public boolean hasDepartment(String name) {
    return jdbc.sql("select exists (select 1 from people.department where name = :name)")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }
}
