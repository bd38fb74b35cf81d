package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rung.matching.Instance;
import org.rung.matching.PlanFiles;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.server.jobs.Work;
import org.rung.server.programmes.Strategy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Files in, files out: a folder of an employer's files becomes a folder with the plan, its
/// instance and certificate, the people as a table and a summary.
///
/// The folder holds what `PlanFiles` writes, and beside it `people.csv`, `scenario.yaml`,
/// `summary.html` and `summary.json`; `summary.json` names the digests of the other three, so that
/// a check covers them.
@Component
public class PlanFromFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String PEOPLE = "people.csv";
  private static final String SCENARIO = "scenario.yaml";
  private static final String SUMMARY = "summary.json";
  private static final String PAGE = "summary.html";

  private final PlanFolder folder;
  private final Plans plans;
  private final Scenarios scenarios;
  private final PlanWork work;
  private final PlanReading reading;
  private final PlanViews views;
  private final Templates templates;

  PlanFromFiles(
      PlanFolder folder,
      Plans plans,
      Scenarios scenarios,
      PlanWork work,
      PlanReading reading,
      PlanViews views,
      Templates templates) {
    this.folder = folder;
    this.plans = plans;
    this.scenarios = scenarios;
    this.work = work;
    this.reading = reading;
    this.views = views;
    this.templates = templates;
  }

  /// What came of it.
  ///
  /// @param summary the object that is printed and written
  /// @param sentence the plan in a sentence, empty when there is none
  /// @param reason why there is no plan, empty when there is one
  public record Made(Map<String, Object> summary, String sentence, String reason) {}

  /// Makes the plan of a folder.
  ///
  /// @param before a folder that an earlier plan wrote: what people were given there is kept as far
  ///   as the scenario asks for it
  /// @param engine where it is solved
  /// @throws ScenarioProblem when a file is missing or cannot be used
  public Made make(
      Path in, Path out, Optional<Path> before, String by, Work.Progress progress, Engine engine)
      throws IOException {
    long start = System.nanoTime();
    PlanFolder.Taken taken = folder.take(in, by, progress);
    Duration read = Duration.ofNanos(System.nanoTime() - start);
    long plan = plans.open(taken.scenario(), by);
    long stability = scenarios.get(taken.scenario()).scenario().stabilityCents();
    Kept kept =
        before.isPresent() ? PeopleCsv.kept(before.get().resolve(PEOPLE), stability) : Kept.NOTHING;
    PlanWork.Made made = work.make(plan, kept, progress, false, engine);
    if (made.solution().isEmpty()) {
      return new Made(Map.of("assigned", 0, "reason", made.message()), "", made.message());
    }
    Solution solution = made.solution().get();
    PlanFiles.write(out, solution.model().instance(), solution.solved());
    people(plan, out.resolve(PEOPLE));
    Files.writeString(out.resolve(SCENARIO), scenarios.text(taken.scenario()).orElseThrow());
    page(plan, taken.notes(), out.resolve(PAGE));
    Map<String, Object> summary = summary(plan, solution, taken, read, made);
    Map<String, Object> written = new LinkedHashMap<>(summary);
    written.put(
        "digests",
        Map.of(
            PEOPLE,
            digest(out.resolve(PEOPLE)),
            SCENARIO,
            digest(out.resolve(SCENARIO)),
            PAGE,
            digest(out.resolve(PAGE))));
    Files.writeString(out.resolve(SUMMARY), JSON.writeValueAsString(written) + "\n");
    return new Made(summary, made.message() + ".", "");
  }

  private Map<String, Object> summary(
      long id, Solution solution, PlanFolder.Taken taken, Duration read, PlanWork.Made made) {
    Plans.Plan plan = plans.get(id);
    Instance instance = solution.model().instance();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("people", plan.people());
    summary.put("with_candidate", plan.withCandidate());
    summary.put("candidates", plan.candidates());
    summary.put("median_candidates", median(instance));
    summary.put("constraints", plan.constraints());
    summary.put("assigned", plan.assigned());
    summary.put("unit", "cents");
    summary.put("worth", plan.certifiedCents());
    if (solution.model().kept().counts()) {
      summary.put("kept", plan.kept());
      summary.put("kept_cents", plan.stabilityCents());
    }
    summary.put("bound", plan.boundCents());
    summary.put("gap", plan.gap());
    summary.put(
        "stopped_by", solution.solved().stoppedBy().name().toLowerCase(java.util.Locale.ROOT));
    Map<String, Object> strategies = new LinkedHashMap<>();
    Map<Strategy, PlanReading.StrategySum> sums = reading.strategies(id);
    for (Strategy strategy : Strategy.values()) {
      strategies.put(strategy.code(), Objects.requireNonNull(sums.get(strategy)).people());
    }
    summary.put("strategies", strategies);
    Map<String, Object> binding = new LinkedHashMap<>();
    reading.limitCounts(id).forEach(count -> binding.put(count.kind(), count.binding()));
    summary.put("binding", binding);
    summary.put("held_rows", taken.held());
    summary.put("files", taken.notes());
    summary.put(
        "seconds",
        Map.of(
            "import",
            seconds(read),
            "build",
            seconds(made.build()),
            "solve",
            seconds(made.solve())));
    return summary;
  }

  /// Candidates of the person in the middle among those who have any.
  private static int median(Instance instance) {
    int[] counts = new int[instance.personCount()];
    int with = 0;
    for (int e = 0; e < counts.length; e++) {
      int count = instance.endOfCandidates(e) - instance.firstCandidate(e);
      if (count > 0) {
        counts[with++] = count;
      }
    }
    Arrays.sort(counts, 0, with);
    return with == 0 ? 0 : counts[with / 2];
  }

  private static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 10.0) / 100.0;
  }

  /// A page that stands alone: it opens without a server and asks nothing of any host.
  private void page(long plan, List<String> files, Path file) throws IOException {
    String style = style("tokens.css") + style("base.css");
    try (Writer writer = Files.newBufferedWriter(file)) {
      templates.planningSummary(views.view(plan), style, files).render(new WriterOutput(writer));
    }
  }

  private static String style(String name) throws IOException {
    try (var sheet = PlanFromFiles.class.getResourceAsStream("/static/" + name)) {
      return new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void people(long plan, Path file) throws IOException {
    PeopleWanted all =
        new PeopleWanted("", Optional.empty(), "", PeopleWanted.Order.PERSON, true, 0);
    try (var stream = Files.newOutputStream(file)) {
      PeopleCsv.of(PEOPLE, reading.placed(plan, all, Integer.MAX_VALUE)).writeTo(stream);
    }
  }

  /// Checks a plan's folder from its files alone: the certificate, and that the tables beside it
  /// are as they were written.
  ///
  /// @return every step, the tables' last
  public static CertificateCheck.Report check(Path out) {
    CertificateCheck.Report report = CertificateCheck.of(out);
    Path summary = out.resolve(SUMMARY);
    if (!Files.exists(summary)) {
      return report;
    }
    var steps = new java.util.ArrayList<>(report.steps());
    steps.add(beside(out, summary, report));
    return new CertificateCheck.Report(
        steps.stream().allMatch(CertificateCheck.Step::holds), steps, report.figures());
  }

  private static CertificateCheck.Step beside(
      Path out, Path summary, CertificateCheck.Report report) {
    String claim = "The tables beside the certificate are as they were written";
    try {
      var json = JSON.readTree(Files.readString(summary));
      for (String name : new String[] {PEOPLE, SCENARIO, PAGE}) {
        if (!digest(out.resolve(name)).equals(json.path("digests").path(name).asString(""))) {
          return new CertificateCheck.Step(claim, false, name + " was changed");
        }
      }
      boolean same =
          report
              .figures()
              .map(figures ->
                  figures.worthCents().longValue() == json.path("worth").asLong(-1)
                      && figures.boundCents().longValue() == json.path("bound").asLong(-1)
                      && figures.assigned() == json.path("assigned").asLong(-1))
              .orElse(false);
      return new CertificateCheck.Step(
          claim,
          same,
          same ? PEOPLE + ", " + SCENARIO + ", " + PAGE : "summary.json states other figures");
    } catch (IOException | RuntimeException e) {
      return new CertificateCheck.Step(claim, false, "cannot be read: " + e.getMessage());
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /// The summary as it is printed.
  public static String json(Map<String, Object> summary) {
    return new String(JSON.writeValueAsBytes(summary), StandardCharsets.UTF_8);
  }
}
