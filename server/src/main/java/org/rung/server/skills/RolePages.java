package org.rung.server.skills;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.reference.Occupation;
import org.rung.server.reference.Occupations;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/// The review of roles: which occupation each of them is.
@Controller
class RolePages {
  private static final int PAGE = 25;

  private final Templates templates;
  private final Frames frames;
  private final RoleOccupations roles;
  private final RoleReading reading;
  private final Occupations occupations;
  private final MatchRoles matching;
  private final Audit audit;

  RolePages(
      Templates templates,
      Frames frames,
      RoleOccupations roles,
      RoleReading reading,
      Occupations occupations,
      MatchRoles matching,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.roles = roles;
    this.reading = reading;
    this.occupations = occupations;
    this.matching = matching;
    this.audit = audit;
  }

  @Bean
  static RailEntry rolesEntry(RoleOccupations roles) {
    return new RailEntry(RailEntry.Section.KNOW, 110, "Roles", "/roles", roles::waiting);
  }

  @GetMapping("/roles")
  Html roles(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "0") long deed,
      @RequestParam(defaultValue = "") String undone) {
    RoleFilter filter = new RoleFilter(find, state, department, sort, page);
    return Html.of(templates.skillsRoles(frame(), view(filter, deed, undone)));
  }

  private RolesView view(RoleFilter asked, long deed, String notice) {
    List<ReviewedRole> all = reading.all();
    List<ReviewedRole> shown = all.stream().filter(asked::shows).sorted(asked.order()).toList();
    int pages = Math.max(1, (shown.size() + PAGE - 1) / PAGE);
    RoleFilter filter =
        new RoleFilter(
            asked.find(),
            asked.state(),
            asked.department(),
            asked.sort(),
            Math.min(asked.page(), pages));
    List<ReviewedRole> here =
        shown.subList((filter.page() - 1) * PAGE, Math.min(shown.size(), filter.page() * PAGE));
    String back = filter.onPage(filter.page());
    return new RolesView(
        !all.isEmpty(),
        reading.finding(all),
        roles.unmatched(),
        (int) all.stream().filter(role -> role.state() == RoleState.CERTAIN).count(),
        filter,
        all.stream()
            .map(ReviewedRole::department)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList(),
        reading.rows(here, back),
        "%s of %s shown".formatted(Formats.count(shown.size()), Formats.count(all.size())),
        pages,
        deed == 0 ? Optional.empty() : reading.toast(deed, back),
        notice);
  }

  @GetMapping("/roles.csv")
  CsvDownload csv(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String sort) {
    RoleFilter filter = new RoleFilter(find, state, department, sort, 1);
    List<ReviewedRole> shown =
        reading.all().stream().filter(filter::shows).sorted(filter.order()).toList();
    return CsvDownload.of(
        "roles.csv",
        List.of(
            "job_title",
            "department",
            "people",
            "state",
            "occupation",
            "occupation_title",
            "rated_as",
            "why",
            "decided_by",
            "decided_at"),
        to -> {
          for (ReviewedRole role : shown) {
            Optional<Occupation> occupation = role.occupation().flatMap(occupations::find);
            to.row(
                role.title(),
                role.department(),
                Formats.people(role.people()).replace(",", ""),
                role.state().words(),
                role.occupation().orElse(null),
                occupation.map(Occupation::title).orElse(null),
                occupation.flatMap(Occupation::ratedAs).orElse(null),
                role.why(),
                role.decidedBy().orElse(null),
                role.decidedAt().map(Object::toString).orElse(null));
          }
        });
  }

  @GetMapping("/roles/{role}")
  Html role(
      @PathVariable int role,
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "0") long deed,
      @RequestParam(defaultValue = "") String undone) {
    return Html.of(rolePage(reading.one(role), find, deed, undone, ""));
  }

  private JteModel rolePage(
      ReviewedRole role, String find, long deed, String notice, String fault) {
    String back = "/roles/" + role.id();
    return templates.skillsRole(
        frames.frame(
            role.title(), Crumb.of("Know"), new Crumb("Roles", "/roles"), Crumb.of(role.title())),
        reading.rows(List.of(role), back).getFirst().with(fault),
        role.occupation()
            .flatMap(occupations::find)
            .map(Occupation::description)
            .orElse("No occupation describes it yet."),
        reading.search(find),
        reading.past(role),
        deed == 0 ? Optional.empty() : reading.toast(deed, back),
        notice);
  }

  /// What a search finds, as choices for the row's form: for htmx, which asks while one types.
  @GetMapping("/roles/{role}/occupations")
  Html search(@PathVariable int role, @RequestParam(defaultValue = "") String find) {
    return Html.of(templates.skillsFound(role, reading.search(find)));
  }

  @PostMapping("/roles/{role}/occupation")
  View confirm(
      @PathVariable int role,
      @RequestParam(defaultValue = "") String occupation,
      @RequestParam int version,
      @RequestParam(defaultValue = "/roles") String back,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean live) {
    try {
      if (occupation.isEmpty()) {
        throw new Refused(
            "No occupation was chosen for “%s”. Choose one of those offered, or search for another."
                .formatted(reading.one(role).title()));
      }
      Deed deed = roles.confirm(role, occupation, version, Frames.viewer());
      audit.change("role occupation", "role " + role + " " + occupation);
      return live ? row(role, back, deed.id(), "") : to(back, "deed", String.valueOf(deed.id()));
    } catch (StaleRole stale) {
      return live
          ? row(role, back, 0, said(stale))
          : Html.of(rolePage(reading.one(role), "", 0, "", said(stale)), HttpStatus.CONFLICT);
    } catch (Refused refused) {
      return live
          ? row(role, back, 0, said(refused))
          : Html.of(
              rolePage(reading.one(role), "", 0, "", said(refused)),
              HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private Html row(int role, String back, long deed, String fault) {
    String safe = safe(back);
    return Html.of(
        templates.skillsConfirmed(
            frame(),
            reading.rows(List.of(reading.one(role)), safe).getFirst().with(fault),
            reading.finding(reading.all()),
            deed == 0 ? Optional.empty() : reading.toast(deed, safe)));
  }

  @PostMapping("/roles/certain")
  View confirmCertain(@RequestParam int expected) {
    Deed deed = roles.confirmAllCertain(expected, Frames.viewer());
    audit.change("role occupation", deed.words());
    return to("/roles", "deed", String.valueOf(deed.id()));
  }

  @PostMapping("/roles/deeds/{deed}/undo")
  View undo(@PathVariable long deed, @RequestParam(defaultValue = "/roles") String back) {
    try {
      Deed undone = roles.undo(deed, Frames.viewer());
      audit.change("role occupation", "undid deed " + deed);
      return to(
          back,
          "undone",
          undone.skipped() == 0
              ? undone.words()
              : "%s %d stay: somebody decided them since."
                  .formatted(undone.words(), undone.skipped()));
    } catch (StaleRole stale) {
      int role =
          stale.current().map(RoleOccupation::roleId).orElseThrow(() -> new Refused(said(stale)));
      return Html.of(rolePage(reading.one(role), "", 0, "", said(stale)), HttpStatus.CONFLICT);
    }
  }

  /// Asks for the matcher: an import brought titles.
  @PostMapping("/roles/match")
  View match() {
    return new RedirectView("/jobs/" + matching.ask(Frames.viewer()), true, false);
  }

  private Frame frame() {
    return frames.frame("Roles", Crumb.of("Know"), Crumb.of("Roles"));
  }

  private static String said(RuntimeException e) {
    return Optional.ofNullable(e.getMessage()).orElse("Nothing was changed.");
  }

  /// An address among the roles, whatever a form sent.
  private static String safe(String back) {
    return back.matches("/roles(/\\d+)?(\\?[A-Za-z0-9=&%+._*-]*)?") ? back : "/roles";
  }

  private static RedirectView to(String back, String name, String value) {
    RedirectView view =
        new RedirectView(
            UriComponentsBuilder.fromUriString(safe(back))
                .replaceQueryParam("deed")
                .replaceQueryParam("undone")
                .queryParam(name, URLEncoder.encode(value, StandardCharsets.UTF_8))
                .build()
                .toUriString(),
            true,
            false);
    view.setExpandUriTemplateVariables(false);
    return view;
  }
}
