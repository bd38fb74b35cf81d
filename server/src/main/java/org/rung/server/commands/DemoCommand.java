package org.rung.server.commands;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.rung.server.database.DatabaseAway;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.planning.Plans;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the pages with the real example loaded and planned, without a sign-in wall.",
      "Keeps its data in RUNG_DATA, else in ~/.local/share/rung/demo."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String BY = "Demo";

  private final Class<?> application;

  @Option(
      names = "--port",
      description = "The port on 127.0.0.1; default 8080 or RUNG_PORT.",
      defaultValue = "${RUNG_PORT:-8080}")
  private int port;

  @Spec private CommandSpec spec = CommandSpec.create();

  DemoCommand(Class<?> application) {
    this.application = application;
  }

  @Override
  public Integer call() throws InterruptedException {
    OptionalInt refused = ServeCommand.refused(spec, port);
    if (refused.isPresent()) {
      return refused.getAsInt();
    }
    ConfigurableApplicationContext context =
        ServeCommand.start(
            application,
            port,
            List.of("--rung.demo=true", "--rung.database.url=", "--rung.data=" + data()));
    Jobs jobs = context.getBean(Jobs.class);
    Plans plans = context.getBean(Plans.class);
    System.err.println("The pages are open: http://localhost:" + port + "/");
    if (plans.newest().isEmpty()) {
      if (jobs.open().isEmpty()) {
        jobs.ask(ExampleWork.KIND, "Load the example", "", "{}", BY);
      }
      Optional<String> failure = await(jobs);
      if (failure.isPresent()) {
        System.err.println("The example could not be loaded: " + failure.get());
        return ServeCommand.STAYS;
      }
    }
    plans
        .newest()
        .ifPresent(plan ->
            System.err.printf(
                "Rung is ready: http://localhost:%d/ (plan %d: %d of %d people, gap %.4f %%)%n",
                port, plan.id(), plan.assigned(), plan.people(), plan.gap() * 100));
    return ServeCommand.STAYS;
  }

  private static String data() {
    String set = System.getenv("RUNG_DATA");
    return set != null && !set.isBlank()
        ? set
        : System.getProperty("user.home") + "/.local/share/rung/demo";
  }

  /// Shows the work as it goes, until none is left.
  private static Optional<String> await(Jobs jobs) throws InterruptedException {
    Terminal terminal = new Terminal(System.err);
    List<Job> open = open(jobs);
    while (!open.isEmpty()) {
      Job first = open.getFirst();
      if (!first.phase().isEmpty()) {
        terminal.step(first.title() + ": " + first.phase(), first.done(), first.total());
      }
      TimeUnit.MILLISECONDS.sleep(200);
      open = open(jobs);
    }
    terminal.close();
    return jobs.recent(5).stream()
        .filter(job -> job.state() == Job.State.FAILED)
        .map(Job::message)
        .findFirst();
  }

  /// A database that is away ends no server: its work is taken up again, and this goes on looking.
  private static List<Job> open(Jobs jobs) throws InterruptedException {
    while (true) {
      try {
        return jobs.open();
      } catch (DataAccessException e) {
        if (!DatabaseAway.caused(e)) {
          throw e;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }
}
