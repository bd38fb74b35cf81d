package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.letters.Letterhead;
import org.rung.server.letters.PdfDocument;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Vouchers on paper, for the person they were made for.
@Component
class Vouchers {
  private final JdbcClient jdbc;
  private final Templates templates;
  private final Letterhead letterhead;

  Vouchers(JdbcClient jdbc, Templates templates, Letterhead letterhead) {
    this.jdbc = jdbc;
    this.templates = templates;
    this.letterhead = letterhead;
  }

  /// The voucher of a term of a person's own.
  ///
  /// @throws NotFound when the person has no such term, or it is paid without a voucher
  /// @throws Refused when it no longer holds, or was paid
  PdfDocument pdf(Worker worker, long term) {
    record Row(VoucherSheet sheet, String state) {}
    Row row =
        jdbc.sql(
                """
                select t.voucher, a.course, a.school, t.number, t.starts, t.benefit_cents, t.pays_on,
                       t.state
                  from tuition.term t
                  join tuition.application a on a.id = t.application_id
                 where t.id = :term
                   and a.person_id = :person
                   and t.voucher is not null
                """)
            .param("term", term)
            .param("person", worker.person())
            .query((it, n) ->
                new Row(
                    new VoucherSheet(
                        new VoucherCode(it.getString("voucher")),
                        it.getString("course"),
                        it.getString("school"),
                        it.getInt("number"),
                        worker.name(),
                        it.getObject("starts", LocalDate.class),
                        it.getLong("benefit_cents"),
                        it.getObject("pays_on", LocalDate.class),
                        address() + "/school",
                        letterhead.employer()),
                    it.getString("state")))
            .optional()
            .orElseThrow(() -> new NotFound("You have no voucher %d.".formatted(term)));
    if (!row.state().equals("promised")) {
      throw new Refused(
          row.state().equals("paid")
              ? "This voucher was paid; the school needs it no more."
              : "This voucher no longer holds: the course was given up or ended.");
    }
    return new PdfDocument(
        "voucher-%d.pdf".formatted(term), PdfDocument.of(templates.tuitionVoucher(row.sheet())));
  }

  /// As people reach this Rung: as it was told, or as the asker did.
  private String address() {
    return Optional.of(letterhead.address())
        .filter(given -> !given.isEmpty())
        .orElseGet(
            () -> ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
  }
}
