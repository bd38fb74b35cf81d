package org.rung.server.tuition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rung.server.pages.Formats;
import org.rung.server.policy.Trial;
import org.rung.server.rules.Answer;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.EducationService;
import org.rung.server.rules.EducationShare;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// What a change of the benefit's rules does to each person, by the evaluators that answer the
/// person.
@Component
class RuleTrials implements Trial {
  private static final int STEP = 5_000;

  private final Workers workers;
  private final Rules rules;

  RuleTrials(Workers workers, Rules rules) {
    this.workers = workers;
    this.rules = rules;
  }

  @Override
  public Set<String> rules() {
    return Set.of(EducationService.RULE, EducationCap.RULE, EducationShare.RULE);
  }

  /// An answer in words, and what it lets a person have at most in a year.
  private record Says(String words, long cents) {}

  private interface Evaluator {
    Says of(Worker worker);
  }

  @Override
  public Told tell(
      Rules.Version before,
      Rules.Version after,
      Consumer<Changed> changed,
      BiConsumer<Long, Long> step) {
    Evaluator now = evaluator(before, after);
    Evaluator then = evaluator(after, after);
    Map<String, Long> people = new HashMap<>();
    long all = workers.count();
    long[] done = {0};
    workers.all(worker -> {
      people.merge(worker.department(), 1L, Long::sum);
      Says was = now.of(worker);
      Says becomes = then.of(worker);
      if (!was.equals(becomes)) {
        changed.accept(
            new Changed(
                worker.person(),
                worker.name(),
                worker.department(),
                was.words(),
                becomes.words(),
                becomes.cents() > was.cents(),
                becomes.cents() - was.cents()));
      }
      if (++done[0] % STEP == 0) {
        step.accept(done[0], all);
      }
    });
    return new Told(
        people,
        "if everybody to whom it is open had the whole of it; what nobody asks for costs nothing");
  }

  /// What a version says of each person on the first day of the change; the other rules as they are
  /// on that day.
  private Evaluator evaluator(Rules.Version version, Rules.Version after) {
    java.time.LocalDate day = after.from();
    EducationService service = new EducationService(given(EducationService.RULE, version, day));
    EducationCap cap = new EducationCap(given(EducationCap.RULE, version, day));
    EducationShare share = new EducationShare(given(EducationShare.RULE, version, day));
    return worker -> {
      Answer open =
          service.of(worker.hourly(), worker.serviceDays(day), worker.hired().isPresent(), day);
      if (open instanceof Answer.CannotTell) {
        return new Says("cannot be told", 0);
      }
      if (!(open instanceof Answer.Yes)) {
        return new Says("not open", 0);
      }
      long most = cap.cents(worker.fullTime());
      return switch (version.rule()) {
        case EducationService.RULE -> new Says("open", most);
        case EducationCap.RULE -> new Says(Formats.cents(most), most);
        // What a course at the price of the cap would be paid with.
        default ->
            new Says(
                "%d %% of a price".formatted(share.share().figure("percent")),
                Math.min(most, share.of(most)));
      };
    };
  }

  private Rules.Version given(String rule, Rules.Version version, java.time.LocalDate day) {
    return Optional.of(version)
        .filter(it -> it.rule().equals(rule))
        .orElseGet(() -> rules.on(rule, day));
  }
}
