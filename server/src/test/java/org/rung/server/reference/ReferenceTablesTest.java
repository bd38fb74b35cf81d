package org.rung.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RungTest
class ReferenceTablesTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Occupations occupations;
  @Autowired private ReferenceTables tables;

  @Test
  void everyCivilOccupationHasRatingsOrTheNearestThatHas() {
    assertThat(occupations.all()).hasSize(1016);
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from reference.occupation o
                     where o.code < '55'
                       and not exists (select 1
                                         from reference.rating r
                                        where r.code = coalesce(o.nearest_rated, o.code))
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void loadingAgainChangesNothing() {
    long before = version();
    tables.afterPropertiesSet();
    assertThat(version()).isEqualTo(before);
  }

  @Test
  void everyTableNamesItsLicence() {
    assertThat(
            jdbc.sql(
                    """
                    select count(*)
                      from reference.loaded d
                     where d.name <> 'licence'
                       and not exists (select 1 from reference.licence l where l."table" = d.name)
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  private long version() {
    return jdbc.sql("select max(xmin::text::bigint) from reference.occupation")
        .query(Long.class)
        .single();
  }
}
