package org.rung.server.programmes;

import org.rung.server.access.Providers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The training partners of the programmes, by name.
@Component
class TeachingPartners implements Providers {
  private final JdbcClient jdbc;

  TeachingPartners(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean teaches(String provider) {
    return jdbc.sql(
            """
            select exists (select 1
                             from programmes.programme
                            where provider = :provider
                              and delivered_by = 'partner')
            """)
        .param("provider", provider)
        .query(Boolean.class)
        .single();
  }
}
