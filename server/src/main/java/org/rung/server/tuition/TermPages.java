package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.access.Audit;
import org.rung.server.ledger.AboutLink;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The page of one term, to which lines of statements lead.
@Controller
class TermPages {
  private static final String HERE = "/tuition/terms/";

  private final Templates templates;
  private final Frames frames;
  private final JdbcClient jdbc;
  private final ApplicationStore store;
  private final Invoices invoices;
  private final Audit audit;

  TermPages(
      Templates templates,
      Frames frames,
      JdbcClient jdbc,
      ApplicationStore store,
      Invoices invoices,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.jdbc = jdbc;
    this.store = store;
    this.invoices = invoices;
    this.audit = audit;
  }

  @Bean
  static AboutLink termLink() {
    return about -> Funds.term(about).map(term -> HERE + term);
  }

  @GetMapping(HERE + "{id}")
  Html term(@PathVariable long id) {
    Application application =
        store.ofTerm(id).orElseThrow(() -> new NotFound("There is no term %d.".formatted(id)));
    Application.Term term =
        application.terms().stream().filter(one -> one.id() == id).findFirst().orElseThrow();
    audit.read("tuition", "term %d of person %s".formatted(id, application.personName()));
    List<TermPage.Movement> movements = movements(id);
    return Html.of(
        templates.tuitionTerm(
            frames.frame(
                "Term %d of %s".formatted(term.number(), application.course()),
                Crumb.of("Run"),
                new Crumb("Education benefit", "/tuition"),
                Crumb.of("Term %d of %s".formatted(term.number(), application.course()))),
            new TermPage(application, term, invoices.of(id), movements, budget(term))));
  }

  private List<TermPage.Movement> movements(long term) {
    return jdbc.sql(
            """
            select y.paid_on, y.cents, y.transaction_id, l.budget_id, y.made_by
              from tuition.payment y
              join ledger.line l on l.transaction_id = y.transaction_id
             where y.term_id = :term
             order by y.id
            """)
        .param("term", term)
        .query((row, n) ->
            new TermPage.Movement(
                row.getObject(1, LocalDate.class),
                row.getLong(2),
                row.getLong(3),
                "/budgets/%d/transactions/%d".formatted(row.getLong(4), row.getLong(3)),
                row.getString(5)))
        .list();
  }

  private String budget(Application.Term term) {
    return jdbc.sql(
            """
            select b.id
              from ledger.account a
              join ledger.budget b on b.id = a.budget_id
             where a.kind = 'committed'
               and a.about = :about
             order by b.fiscal_year desc
             limit 1
            """)
        .param("about", Funds.about(term.id()))
        .query(Long.class)
        .optional()
        .map(id -> "/budgets/" + id)
        .orElse("");
  }
}
