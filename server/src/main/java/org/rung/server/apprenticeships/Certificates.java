package org.rung.server.apprenticeships;

import gg.jte.generated.precompiled.Templates;
import java.security.SecureRandom;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.enrolment.Enrolments;
import org.rung.server.enrolment.Result;
import org.rung.server.enrolment.State;
import org.rung.server.letters.PdfDocument;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.rung.server.rules.ApprenticeshipHours;
import org.rung.server.rules.Rules;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// How far apprentices are, and the certificate for those who did everything that the standards and
/// the rule ask for.
@Component
class Certificates {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Agreements agreements;
  private final RecordOfHours record;
  private final Raises raises;
  private final Enrolments enrolments;
  private final Rules rules;
  private final Telling telling;
  private final Audit audit;
  private final Templates templates;
  private final Clock clock;
  private final String employer;
  private final String address;
  private final SecureRandom random = new SecureRandom();

  Certificates(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Agreements agreements,
      RecordOfHours record,
      Raises raises,
      Enrolments enrolments,
      Rules rules,
      Telling telling,
      Audit audit,
      Templates templates,
      Clock clock,
      @Value("${rung.employer.name}") String employer,
      @Value("${rung.address}") String address) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.agreements = agreements;
    this.record = record;
    this.raises = raises;
    this.enrolments = enrolments;
    this.rules = rules;
    this.telling = telling;
    this.audit = audit;
    this.templates = templates;
    this.clock = clock;
    this.employer = employer;
    this.address = address.strip().replaceFirst("/$", "");
  }

  /// How far an apprentice has come.
  Progress progress(Agreement agreement) {
    List<org.rung.server.hours.Entry> entries = record.entries(agreement);
    Instant now = clock.instant();
    return Progress.of(
        agreement,
        entries,
        record.done(agreement),
        new ApprenticeshipHours(
            rules.on(ApprenticeshipHours.RULE, LocalDate.ofInstant(now, agreement.zone()))),
        now);
  }

  /// Completes an apprenticeship and issues its certificate. Issued already, it is that one.
  ///
  /// @param by the person who answers for it
  /// @throws Refused while anything is missing, with all of it
  Certificate issue(long id, String by) {
    transaction.executeWithoutResult(status -> {
      Agreement agreement = agreements.locked(id);
      if (find(id).isPresent()) {
        return;
      }
      raises.reckon(id);
      agreement = agreements.get(id);
      if (!AgreementState.LEARNING.contains(agreement.state())) {
        throw new Refused(
            "Only an apprenticeship that runs can be completed; this is %s."
                .formatted(agreement.state().label()));
      }
      Progress progress = progress(agreement);
      if (!progress.missing().isEmpty()) {
        throw new Refused("It is not complete. %s".formatted(String.join(" ", progress.missing())));
      }
      if (progress.waiting() > 0) {
        throw new Refused(
            "%s wait for a mentor. Let them be approved or refused first."
                .formatted(Progress.hours(progress.waiting())));
      }
      Instant now = clock.instant();
      LocalDate today = LocalDate.ofInstant(now, agreement.zone());
      jdbc.sql(
              """
              insert into apprenticeships.certificate
                     (agreement_id, number, code, programme, issued_on, issued_by, issued_at)
              values (:agreement, :number, :code, :programme, :on, :by, :at)
              """)
          .param("agreement", id)
          .param("number", "A-%d-%06d".formatted(today.getYear(), id))
          .param("code", CertificateCode.drawn(random).code())
          .param("programme", agreement.standards().name())
          .param("on", Date.valueOf(today))
          .param("by", by)
          .param("at", Timestamp.from(now))
          .update();
      agreements.move(
          agreement, AgreementState.COMPLETED, "Completed; the certificate is issued.", by);
      telling.tell(
          agreement,
          "Completed: %s, on %s".formatted(agreement.standards().name(), Formats.date(today)),
          List.of(
              "Every work process, %s on the job and %s of related instruction are done."
                  .formatted(
                      Progress.hours(progress.minutes()), Progress.hours(progress.instruction())),
              "%s issued your certificate of completion.".formatted(by)),
          Map.of(
              "Hours on the job",
              Progress.hours(progress.minutes()),
              "Related instruction",
              Progress.hours(progress.instruction())),
          Optional.of(rules.on(ApprenticeshipHours.RULE, today).clause()),
          by);
      agreement
          .enrolment()
          .flatMap(enrolments::find)
          .filter(enrolment -> enrolment.state() == State.LEARNING)
          .ifPresent(enrolment ->
              enrolments.finish(
                  enrolment.id(),
                  Result.COMPLETED,
                  LocalDate.ofInstant(now, ZoneId.systemDefault()),
                  "",
                  by));
    });
    return find(id).orElseThrow();
  }

  /// A certificate does not hold any more. Revoked already, nothing changes.
  void revoke(long id, String why, String by) {
    String reason = Agreements.reason(why, "Say why it is revoked");
    transaction.executeWithoutResult(status -> {
      Agreement agreement = agreements.locked(id);
      int revoked =
          jdbc.sql(
                  """
                  update apprenticeships.certificate
                     set revoked_by = :by, revoked_at = :at, revoked_why = :why
                   where agreement_id = :id
                     and revoked_at is null
                  """)
              .param("by", by)
              .param("at", Timestamp.from(clock.instant()))
              .param("why", reason)
              .param("id", id)
              .update();
      if (revoked == 0) {
        if (find(id).isEmpty()) {
          throw new Refused("No certificate was issued for it.");
        }
        return;
      }
      telling.tell(
          agreement,
          "Your certificate of completion is revoked: %s".formatted(agreement.standards().name()),
          List.of(reason),
          Map.of("Certificate", find(id).orElseThrow().number()),
          Optional.empty(),
          by);
      audit.change(
          by,
          "apprenticeship",
          "certificate of agreement %d, person %s, revoked".formatted(id, agreement.personName()));
    });
  }

  /// The certificate of an agreement.
  Optional<Certificate> find(long agreement) {
    return jdbc.sql("select * from apprenticeships.certificate where agreement_id = :agreement")
        .param("agreement", agreement)
        .query(Certificates::certificate)
        .optional();
  }

  /// The certificate with a code that somebody wrote down.
  Optional<Certificate> byCode(String written) {
    return CertificateCode.of(written)
        .flatMap(code ->
            jdbc.sql("select * from apprenticeships.certificate where code = :code")
                .param("code", code.code())
                .query(Certificates::certificate)
                .optional());
  }

  /// The certificate on paper.
  PdfDocument pdf(Agreement agreement, Certificate certificate) {
    return new PdfDocument(
        "certificate-%s.pdf".formatted(certificate.number()),
        PdfDocument.of(
            templates.apprenticeshipsCertificatePdf(
                agreement,
                certificate,
                progress(agreement),
                holder(agreement),
                employer,
                address + "/certificates")));
  }

  /// The agreement on paper.
  PdfDocument pdf(Agreement agreement) {
    return new PdfDocument(
        "agreement-%d.pdf".formatted(agreement.id()),
        PdfDocument.of(
            templates.apprenticeshipsAgreementPdf(agreement, holder(agreement), employer)));
  }

  /// What the account of the apprentice calls the person, else the employer's id.
  private String holder(Agreement agreement) {
    return jdbc.sql("select name from access.account where employer_id = :id")
        .param("id", agreement.personName())
        .query(String.class)
        .optional()
        .map(name -> "%s (%s)".formatted(name, agreement.personName()))
        .orElse(agreement.personName());
  }

  private static Certificate certificate(ResultSet row, int n) throws SQLException {
    return new Certificate(
        row.getLong("agreement_id"),
        row.getString("number"),
        new CertificateCode(row.getString("code")),
        row.getString("programme"),
        row.getDate("issued_on").toLocalDate(),
        row.getString("issued_by"),
        Optional.ofNullable(row.getTimestamp("revoked_at"))
            .map(at -> at.toInstant().atZone(ZoneId.systemDefault()).toLocalDate()));
  }
}
