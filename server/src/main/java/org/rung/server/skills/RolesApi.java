package org.rung.server.skills;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.rung.server.access.Audit;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Roles, their occupations and labels, as JSON.
@JsonApi
class RolesApi {
  private final RoleReading reading;
  private final RoleOccupations roles;
  private final RoleLabels labels;
  private final MatchRoles matching;
  private final Audit audit;

  RolesApi(
      RoleReading reading,
      RoleOccupations roles,
      RoleLabels labels,
      MatchRoles matching,
      Audit audit) {
    this.reading = reading;
    this.roles = roles;
    this.labels = labels;
    this.matching = matching;
    this.audit = audit;
  }

  /// A role under review.
  record RoleHead(
      int id,
      String title,
      @Meaning("Where most of its people are; empty when nobody holds it now.") String department,
      @Meaning("People who hold it now; " + Counts.HIDDEN) OptionalLong people,
      @Meaning("How far its occupation is settled.") RoleState state,
      @Meaning("O*NET-SOC code; null while not matched, and for a title that holds several jobs.")
          Optional<String> occupation,
      @Meaning("0 to 1; 1 where a person or a file decided.") double confidence,
      @Meaning("What spoke for it.") String why,
      @Meaning("The account or file that decided; null for the matcher.")
          Optional<String> decidedBy,
      Optional<Instant> decidedAt,
      @Meaning("What a decision names as seen; 0 while not matched.") int version) {
    static RoleHead of(ReviewedRole role) {
      return new RoleHead(
          role.id(),
          role.title(),
          role.department(),
          Counts.of(role.people()),
          role.state(),
          role.occupation(),
          role.confidence(),
          role.why(),
          role.decidedBy(),
          role.decidedAt(),
          role.version());
    }
  }

  /// An occupation one may choose.
  record OccupationOffer(
      @Meaning("O*NET-SOC code.") String code,
      String title,
      @Meaning("What speaks for it.") String why,
      @Meaning("Its confidence in a word or two, empty where none is known.") String likely,
      @Meaning("What to know of its skill ratings, empty when it has its own.") String rating) {
    static OccupationOffer of(RoleRow.Choice choice) {
      return new OccupationOffer(
          choice.code(), choice.title(), choice.why(), choice.likely(), choice.rating());
    }
  }

  /// A role with what one may choose.
  record RoleWhole(
      RoleHead role,
      @Meaning("The likeliest first.") List<OccupationOffer> offers,
      @Meaning("Newest first.") List<RoleDecided> history) {}

  /// A decision in the past.
  record RoleDecided(
      long deed,
      String words,
      @Meaning("Whether it is the last word and can be taken back.") boolean undo) {}

  @Told("List roles and their occupations")
  @GetMapping("/roles")
  Page<RoleHead> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Words the title holds.") String find,
      @RequestParam(defaultValue = "")
          @Meaning("A state with hyphens, waits for all that wait, empty for every state.")
          String state,
      @RequestParam(defaultValue = "") @Meaning("Where most of a role's people are.")
          String department,
      @RequestParam(defaultValue = "doubt")
          @Meaning(
              value = "doubt: least certain and most people first.",
              words = {"doubt", "people", "role"})
          String sort) {
    RoleFilter filter = new RoleFilter(find, state, department, sort, 1);
    return paging
        .of(reading.all().stream().filter(filter::shows).sorted(filter.order()).toList())
        .map(RoleHead::of);
  }

  @Told(value = "Read a role", more = "With the occupations that the matcher offers.")
  @GetMapping("/roles/{role}")
  RoleWhole one(@PathVariable int role) {
    return whole(reading.one(role));
  }

  private RoleWhole whole(ReviewedRole role) {
    RoleRow row = reading.rows(List.of(role), "/roles").getFirst();
    return new RoleWhole(
        RoleHead.of(role),
        Stream.concat(row.choices().stream(), row.unlikely().stream())
            .map(OccupationOffer::of)
            .toList(),
        reading.past(role).stream()
            .map(past -> new RoleDecided(past.deed(), past.words(), past.undo()))
            .toList());
  }

  @Told(value = "Find occupations by words", more = "The best ones; nothing under two letters.")
  @GetMapping("/roles/{role}/occupations")
  Page<OccupationOffer> search(
      Paging paging, @PathVariable int role, @RequestParam(defaultValue = "") String find) {
    reading.one(role);
    return paging.of(reading.search(find).choices()).map(OccupationOffer::of);
  }

  /// An occupation for a role.
  record OccupationChosen(
      @Meaning("O*NET-SOC code.") String occupation,
      @Meaning("The version that was read.") int version) {}

  /// What was done, and how to undo it.
  record RoleDeed(
      @Meaning("To undo it by.") long deed,
      @Meaning("Roles whose occupation it set.") int roles,
      @Meaning("Roles left alone because somebody decided them meanwhile.") int skipped,
      String words) {
    static RoleDeed of(Deed deed) {
      return new RoleDeed(deed.id(), deed.roles(), deed.skipped(), deed.words());
    }
  }

  @Told(
      value = "Decide the occupation of a role",
      problems = {ProblemType.REFUSED, ProblemType.STALE_VERSION})
  @PostMapping("/roles/{role}/occupation")
  RoleDeed confirm(@PathVariable int role, @RequestBody OccupationChosen chosen) {
    reading.one(role);
    try {
      Deed deed = roles.confirm(role, chosen.occupation(), chosen.version(), Frames.viewer());
      audit.change("role occupation", "role " + role + " " + chosen.occupation());
      return RoleDeed.of(deed);
    } catch (StaleRole stale) {
      throw stale(stale);
    }
  }

  private static Problem stale(StaleRole stale) {
    return new Problem(
        ProblemType.STALE_VERSION,
        String.valueOf(stale.getMessage()),
        Map.of("version", stale.current().map(RoleOccupation::version).orElse(0)));
  }

  /// All roles with one match, at once.
  record CertainConfirmed(
      @Meaning("How many you saw waiting with one match; another number is refused.")
          int expected) {}

  @Told(value = "Confirm every role with one match", problems = ProblemType.REFUSED)
  @PostMapping("/roles/certain")
  RoleDeed confirmCertain(@RequestBody CertainConfirmed certain) {
    Deed deed = roles.confirmAllCertain(certain.expected(), Frames.viewer());
    audit.change("role occupation", deed.words());
    return RoleDeed.of(deed);
  }

  @Told(
      value = "Undo a decision about occupations",
      problems = {ProblemType.REFUSED, ProblemType.STALE_VERSION})
  @PostMapping("/roles/deeds/{deed}/undo")
  RoleDeed undo(@PathVariable long deed) {
    roles.known(deed);
    try {
      Deed undone = roles.undo(deed, Frames.viewer());
      audit.change("role occupation", "undid deed " + deed);
      return RoleDeed.of(undone);
    } catch (StaleRole stale) {
      throw stale(stale);
    }
  }

  /// Work that was asked for.
  record RoleMatching(@Meaning("The long work.") long job) {}

  @Told(value = "Ask for the matcher", status = 202)
  @PostMapping("/roles/match")
  ResponseEntity<RoleMatching> match() {
    long job = matching.ask(Frames.viewer());
    return Answers.accepted(job, new RoleMatching(job));
  }

  /// A label: which occupation a job title is.
  record RoleLabel(
      String jobTitle,
      @Meaning("Empty for every department.") String department,
      @Meaning("O*NET-SOC code.") String occupation,
      @Meaning("A second code that is right as well; empty for none.") String also,
      String note) {
    static RoleLabel of(RoleLabels.Row row) {
      return new RoleLabel(row.title(), row.department(), row.occupation(), row.also(), row.note());
    }
  }

  @Told("List labels of job titles")
  @GetMapping("/roles/labels")
  Page<RoleLabel> labels(Paging paging) {
    return paging.of(labels.all()).map(RoleLabel::of);
  }

  /// What became of a file of labels.
  record LabelsTaken(
      int rows,
      @Meaning("Roles that got an occupation or a new one.") int taken,
      @Meaning("Roles that had it already.") int same,
      @Meaning("Roles that keep what a planner confirmed.") int confirmed,
      @Meaning("Labels of titles that no import has brought yet.") int ahead,
      @Meaning("Labels that are kept but decide nothing.") List<LabelNote> aside,
      @Meaning("Rows that could not be taken.") List<LabelNote> held) {}

  /// A line to look at.
  record LabelNote(
      @Meaning("In the file, from 1.") long line,
      @Meaning("Empty for the row as a whole.") String column,
      String value,
      String reason) {
    static List<LabelNote> of(List<LabelReport.Note> notes) {
      return notes.stream()
          .map(note -> new LabelNote(note.line(), note.column(), note.value(), note.reason()))
          .toList();
    }
  }

  @Told(
      value = "Send a file of labels",
      more =
          "CSV with job_title and occupation, where known department, also and note. Good rows are taken; the same file twice changes nothing.",
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/roles/labels",
      consumes = {"text/csv", "application/octet-stream"})
  LabelsTaken send(
      @RequestParam @Meaning("What the file is called.") String name, InputStream content) {
    LabelReport report = labels.importLabels(name, content, Frames.viewer());
    if (report.rows() == 0) {
      throw new org.rung.server.pages.Refused(
          "No label was taken from “%s”: %s."
              .formatted(
                  name,
                  report.held().isEmpty() ? "it has no rows" : report.held().getFirst().reason()));
    }
    return new LabelsTaken(
        report.rows(),
        report.taken(),
        report.same(),
        report.confirmed(),
        report.ahead(),
        LabelNote.of(report.aside()),
        LabelNote.of(report.held()));
  }
}
