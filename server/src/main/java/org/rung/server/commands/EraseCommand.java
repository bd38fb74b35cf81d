package org.rung.server.commands;

import java.io.Console;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rung.server.access.Audit;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.decisions.Erasure;
import org.rung.server.decisions.ServerKeys;
import org.rung.server.letters.Letters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Makes what was decided about a person, what the person wrote in appeals, and what filled"
          + " letters to the person unreadable for good. That it was decided, by whom and when stays, and the chain over it holds. The"
          + " server may go on.",
      "A backup from before still holds the text, see the guide.",
      "Exit code 0: erased; 1: there is nothing to erase, or an appeal waits; 2: wrong use; 3:"
          + " failed. Unless it is 0, nothing was changed."
    })
final class EraseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Parameters(paramLabel = "PERSON", description = "The id in the employer's files.")
  private String person = "";

  @Option(
      names = "--by",
      paramLabel = "ACCOUNT",
      required = true,
      description = "The administrator who answers for it, by the e-mail of the account.")
  private String by = "";

  @Option(
      names = "--reason",
      paramLabel = "WORDS",
      required = true,
      description = "Why; the person reads it.")
  private String reason = "";

  @Option(
      names = "--confirm",
      paramLabel = "PERSON",
      defaultValue = "",
      description = "The same id once more; asked for on a terminal when it is missing.")
  private String confirmed = "";

  @Override
  public Integer call() {
    StandardErrorLog.start();
    if (!database.own() && !org.rung.server.database.EmbeddedPostgres.isIn(database.folder())) {
      return wrong(database.noneYet().getMessage());
    }
    ServerKeys keys = database.keys();
    if (keys.none()) {
      return wrong("There is no key in %s.".formatted(keys.place()));
    }
    try (WhichDatabase.Open open = database.toRead()) {
      DatabaseAddress address = open.address();
      DriverManagerDataSource source =
          new DriverManagerDataSource(address.jdbcUrl(), address.user(), address.password());
      JdbcClient jdbc = JdbcClient.create(source);
      Optional<Long> found =
          jdbc.sql("select id from people.person where employer_id = :id")
              .param("id", person)
              .query(Long.class)
              .optional();
      if (found.isEmpty()) {
        return wrong("There is no person “%s” in %s.".formatted(person, database.words()));
      }
      if (!administers(jdbc)) {
        return wrong("“%s” is no account of an administrator.".formatted(by));
      }
      Erasure erasure = Erasure.in(source, keys, Clock.systemUTC());
      Erasure.Extent extent = erasure.extent(found.get());
      long letters = Letters.erasable(jdbc, found.get());
      if (!sure(extent, letters)) {
        return wrong(
            "Nothing was erased. Say --confirm %s to erase it for good.".formatted(person));
      }
      // Letters alone may be left: of somebody about whom nothing was decided, or when the last
      // erasure was cut off between the two.
      boolean decided = extent.decisions() + extent.appeals() > 0 || letters == 0;
      Erasure.Extent erased =
          decided ? erasure.erase(found.get(), person, reason, by) : new Erasure.Extent(0, 0, 0);
      int filled = Letters.erase(jdbc, found.get(), Clock.systemUTC().instant());
      if (filled > 0) {
        new Audit(jdbc).change(by, "letters", "person %s, words erased".formatted(person));
        // PostgreSQL keeps what was overwritten until then.
        jdbc.sql("vacuum letters.letter, letters.delivery").update();
      }
      spec.commandLine()
          .getOut()
          .println(
              "Erased the texts of %,d decisions about %s, the words of %,d appeals and what filled %,d letters."
                  .formatted(erased.decisions(), person, erased.appeals(), filled));
      spec.commandLine().getOut().flush();
      return Commands.DONE;
    }
  }

  private boolean administers(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select exists (select from access.account
                            where lower(email) = lower(:email)
                              and 'ADMIN' = any (roles))
            """)
        .param("email", by)
        .query(Boolean.class)
        .single();
  }

  private boolean sure(Erasure.Extent extent, long letters) {
    if (!confirmed.isEmpty()) {
      return confirmed.equals(person);
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return false;
    }
    String typed =
        console.readLine(
            "The texts of %,d decisions about %s, the words of %,d appeals and what filled %,d letters"
                + " go for good. Type %s to go on: ",
            extent.decisions(), person, extent.appeals(), letters, person);
    return person.equals(typed);
  }

  private int wrong(@org.jspecify.annotations.Nullable String words) {
    spec.commandLine().getErr().println(words);
    return Commands.WRONG_USE;
  }
}
