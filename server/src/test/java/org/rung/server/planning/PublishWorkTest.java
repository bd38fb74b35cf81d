package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Publishing and withdrawing: the deed and its entry in the audit, both or neither.
@RungTest
@TestPropertySource(properties = {"rung.test=publish", "rung.jobs.work=false"})
class PublishWorkTest {
  private static final Work.Progress UNHEARD =
      new Work.Progress() {
        @Override
        public void step(String phase, long done, long total) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private PublishWork publish;
  @Autowired private Publications publications;

  @BeforeEach
  void people() {
    ManyPeople.load(jdbc, transaction, 600);
    jdbc.sql(
            """
            create function access.no_audit() returns trigger language plpgsql as $$
            begin
              raise exception 'the audit is full';
            end $$
            """)
        .update();
  }

  @AfterEach
  void drop() {
    jdbc.sql("drop function access.no_audit cascade").update();
  }

  private void fillTheAudit() {
    jdbc.sql(
            """
            create trigger no_audit before insert on access.audit
              for each row execute function access.no_audit()
            """)
        .update();
  }

  private void makeRoomInTheAudit() {
    jdbc.sql("drop trigger no_audit on access.audit").update();
  }

  private long count(String sql) {
    return jdbc.sql("select count(*) from " + sql).query(Long.class).single();
  }

  @Test
  void whatTheAuditCannotNoteIsNotDone() throws Exception {
    long plan = jdbc.sql("select max(id) from planning.plan").query(Long.class).single();
    publish.withdraw(plan, "pat@example.org", "A correction comes.");
    assertThat(
            count(
                "access.audit where who = 'pat@example.org' and subject = 'plan %d, withdrawn'"
                    .formatted(plan)))
        .isEqualTo(1);
    long decisions = count("decisions.decision");
    Job job =
        new Job(
            1,
            PublishWork.KIND,
            "",
            "",
            Long.toString(plan),
            Job.State.RUNNING,
            "",
            0,
            0,
            "",
            false,
            "pat@example.org",
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty());

    fillTheAudit();
    assertThatThrownBy(() -> publish.run(job, UNHEARD)).isInstanceOf(DataAccessException.class);
    makeRoomInTheAudit();
    assertThat(publications.current()).isEmpty();
    assertThat(count("decisions.decision")).isEqualTo(decisions);

    publish.run(job, UNHEARD);
    assertThat(publications.current()).isPresent();
    assertThat(count("decisions.decision")).isGreaterThan(decisions);
    String entries =
        "access.audit where who = 'pat@example.org' and what = 'plan' and subject = 'plan %d, published'"
            .formatted(plan);
    assertThat(count(entries)).isEqualTo(1);
    // A job that is taken up again after a kill finds it done and notes nothing more.
    publish.run(job, UNHEARD);
    assertThat(count(entries)).isEqualTo(1);

    fillTheAudit();
    assertThatThrownBy(() -> publish.withdraw(plan, "pat@example.org", "Again."))
        .isInstanceOf(DataAccessException.class);
    makeRoomInTheAudit();
    assertThat(publications.current()).isPresent();
  }
}
