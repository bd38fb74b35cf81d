package org.rung.server.commands;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.rung.server.decisions.KeyRotation;
import org.rung.server.decisions.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rotate-key",
    mixinStandardHelpOptions = true,
    description = {
      "Puts every key of a person under a new key of the server. Stop all servers first.",
      "Where the key is in the data folder, a new one is made and takes its place there. Where it"
          + " is in RUNG_KEY, give the new one in RUNG_KEY_NEXT and start the servers with it as"
          + " RUNG_KEY afterwards.",
      "Backups from before still need the key from before.",
      "Exit code 0: done; 2: wrong use; 3: failed, and nothing was changed."
    })
final class RotateKeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private WhichDatabase database = new WhichDatabase();

  @Override
  public Integer call() throws SQLException {
    StandardErrorLog.start();
    boolean own = !WhichDatabase.setting("RUNG_KEY").isEmpty();
    String next = own ? WhichDatabase.setting("RUNG_KEY_NEXT") : ServerKeys.made();
    if (next.isEmpty()) {
      return wrong("RUNG_KEY_NEXT is empty. Give the new key there: 64 hexadecimal digits.");
    }
    if (!database.own() && !org.rung.server.database.EmbeddedPostgres.isIn(database.folder())) {
      return wrong(database.noneYet().getMessage());
    }
    ServerKeys before = database.keys();
    if (before.none()) {
      return wrong(
          "There is no key in %s, so there is nothing to change.".formatted(before.place()));
    }
    ServerKeys keys = before.before(next, own ? "RUNG_KEY_NEXT" : before.place());
    try (WhichDatabase.Open open = database.alone()) {
      if (!own) {
        // Both, until the database has the new one: what is killed between opens with either.
        ServerKeys.write(database.folder(), next, false);
      }
      long changed = KeyRotation.in(open.address(), keys);
      if (!own) {
        ServerKeys.write(database.folder(), next, true);
      }
      var printer = spec.commandLine().getOut();
      printer.println(
          "%,d keys lie under the server key %s now%s."
              .formatted(
                  changed,
                  keys.name(),
                  own
                      ? "; start the servers with RUNG_KEY set to what RUNG_KEY_NEXT is"
                      : ", which is in " + before.place()));
      printer.flush();
      return Commands.DONE;
    }
  }

  private int wrong(@org.jspecify.annotations.Nullable String words) {
    spec.commandLine().getErr().println(words);
    return Commands.WRONG_USE;
  }
}
