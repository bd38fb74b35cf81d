package org.rung.server.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Told;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who read or changed personal data, as JSON.
@JsonApi
class AuditApi {
  private final Audit audit;

  AuditApi(Audit audit) {
    this.audit = audit;
  }

  /// An entry of the audit.
  record AuditEntry(
      Instant at,
      @Meaning("The account.") String who,
      @Meaning("read or change.") String deed,
      @Meaning("The kind of data.") String what,
      @Meaning("Which rows; never the data itself.") String subject) {
    static AuditEntry of(Audit.Entry entry) {
      return new AuditEntry(entry.at(), entry.who(), entry.deed(), entry.what(), entry.subject());
    }
  }

  @Told(value = "List the audit", more = "Newest first.")
  @GetMapping("/audit")
  Page<AuditEntry> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Part of an account.") String who,
      @RequestParam(defaultValue = "")
          @Meaning(
              value = "Empty for both.",
              words = {"", "read", "change"})
          String deed,
      @RequestParam(defaultValue = "") @Meaning("A kind of data.") String what,
      @RequestParam(defaultValue = "") @Meaning("Part of which rows.") String which,
      @RequestParam @Meaning("The first day.") Optional<LocalDate> from,
      @RequestParam @Meaning("The last day.") Optional<LocalDate> to) {
    AuditFilter filter =
        AuditFilter.of(
            who,
            deed,
            what,
            which,
            from.map(LocalDate::toString).orElse(""),
            to.map(LocalDate::toString).orElse(""),
            "when",
            false,
            1);
    return paging
        .before(audit.before(filter, paging.seen(), paging.size() + 1), Audit.Numbered::id)
        .map(found -> AuditEntry.of(found.entry()));
  }
}
