package org.rung.server.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.database.EmbeddedPostgres;
import org.rung.server.decisions.ServerKeys;
import picocli.CommandLine.Option;

/// The database that a command works on: the one a server with the same settings would use.
final class WhichDatabase {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder; default RUNG_DATA, else ~/.local/share/rung.",
      defaultValue = "${RUNG_DATA:-${sys:user.home}/.local/share/rung}")
  private Path folder = Path.of("");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "A PostgreSQL of one's own; default RUNG_DATABASE_URL.",
      defaultValue = "${RUNG_DATABASE_URL:-}")
  private String url = "";

  /// A database, and what to stop when the command is through with it.
  record Open(DatabaseAddress address, Optional<EmbeddedPostgres> started)
      implements AutoCloseable {
    @Override
    public void close() {
      started.ifPresent(EmbeddedPostgres::close);
    }
  }

  boolean own() {
    return !url.isBlank();
  }

  Path folder() {
    return folder;
  }

  /// The keys of the server that a server with the same settings would use.
  ServerKeys keys() {
    return ServerKeys.in(setting("RUNG_KEY"), folder);
  }

  String words() {
    return own() ? address(url).toString() : "the embedded one in " + folder;
  }

  /// To read beside a server or without one.
  ///
  /// @throws DatabaseUnavailable when there is none yet
  Open toRead() {
    if (own()) {
      return new Open(address(url), Optional.empty());
    }
    Optional<DatabaseAddress> running = EmbeddedPostgres.running(folder);
    if (running.isPresent()) {
      return new Open(running.get(), Optional.empty());
    }
    if (!EmbeddedPostgres.isIn(folder)) {
      throw noneYet();
    }
    return embedded();
  }

  /// For this process alone; makes an embedded one when there is none.
  ///
  /// @throws DatabaseUnavailable when a server runs on the folder
  Open alone() {
    return own() ? new Open(address(url), Optional.empty()) : embedded();
  }

  /// The embedded one, for this process alone.
  ///
  /// @throws DatabaseUnavailable when a server runs on the folder
  Open embedded() {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true);
    return new Open(postgres.address(), Optional.of(postgres));
  }

  DatabaseUnavailable noneYet() {
    return new DatabaseUnavailable(
        "There is no database in %s. Give its folder with --data or RUNG_DATA, or its address with RUNG_DATABASE_URL."
            .formatted(folder));
  }

  /// @throws DatabaseUnavailable when it is no address
  static DatabaseAddress address(String url) {
    return DatabaseAddress.of(url, setting("RUNG_DATABASE_USER"), setting("RUNG_DATABASE_PASSWORD"))
        .keptBy(setting("RUNG_PROTECTED_USER"), setting("RUNG_PROTECTED_PASSWORD"));
  }

  static String setting(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }
}
