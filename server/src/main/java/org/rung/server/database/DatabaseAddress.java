package org.rung.server.database;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// Where a PostgreSQL answers, and as whom.
///
/// @param jdbcUrl `jdbc:postgresql://host:port/name`
/// @param user the account, empty where the driver finds one by itself
/// @param password of the account; [#toString] never shows it
/// @param keeper the account that owns the protected attributes and may read all that this one
///   owns; used to make them and by backups, never by pages
public record DatabaseAddress(
    String jdbcUrl, String user, String password, Optional<DatabaseAddress> keeper) {
  /// What a server calls itself to PostgreSQL, so that a restore sees that one is at work.
  public static final String SERVER = "rung server";

  private static final String COMMAND = "rung command";

  /// Without a keeper.
  public DatabaseAddress(String jdbcUrl, String user, String password) {
    this(jdbcUrl, user, password, Optional.empty());
  }

  /// The same with an account that keeps protected attributes.
  ///
  /// @param keeper its name; empty for none
  public DatabaseAddress keptBy(String keeper, String secret) {
    return keeper.isBlank()
        ? this
        : new DatabaseAddress(
            jdbcUrl, user, password, Optional.of(new DatabaseAddress(jdbcUrl, keeper, secret)));
  }

  /// Understands `jdbc:postgresql://…` with user and password beside it, and
  /// `postgres://user:password@host:port/name` alone. An account among the parameters of the
  /// address goes before the one beside it, as in the driver, and is taken out of the address:
  /// there it would go before the keeper's, too.
  ///
  /// @throws DatabaseUnavailable when it is neither
  public static DatabaseAddress of(String url, String user, String password) {
    if (url.startsWith("jdbc:postgresql:")) {
      return withoutParameters(url, user, password);
    }
    URI uri = uri(url);
    String[] account = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return withoutParameters(
        "jdbc:postgresql://"
            + uri.getHost()
            + ":"
            + (uri.getPort() < 0 ? 5432 : uri.getPort())
            + uri.getPath()
            + query,
        account[0].isEmpty() ? user : decode(account[0]),
        account.length < 2 ? password : decode(account[1]));
  }

  private static DatabaseAddress withoutParameters(String url, String user, String password) {
    int query = url.indexOf('?');
    if (query < 0) {
      return new DatabaseAddress(url, user, password);
    }
    String account = user;
    String secret = password;
    List<String> others = new ArrayList<>();
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      String value = decode(parameter.substring(parameter.indexOf('=') + 1));
      if (parameter.startsWith("user=")) {
        account = value;
      } else if (parameter.startsWith("password=")) {
        secret = value;
      } else if (!parameter.isEmpty()) {
        others.add(parameter);
      }
    }
    return new DatabaseAddress(
        url.substring(0, query) + (others.isEmpty() ? "" : "?" + String.join("&", others)),
        account,
        secret);
  }

  private static URI uri(String url) {
    try {
      URI uri = new URI(url);
      if (("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (java.net.URISyntaxException e) {
      // The cause would show the password.
      throw notAnAddress(url);
    }
    throw notAnAddress(url);
  }

  private static DatabaseUnavailable notAnAddress(String url) {
    return new DatabaseUnavailable(
        "RUNG_DATABASE_URL is “%s”. Give postgres://USER:PASSWORD@HOST:PORT/NAME or jdbc:postgresql://HOST:PORT/NAME."
            .formatted(
                url.replaceAll(":[^:/@]*@", ":…@").replaceAll("password=[^&]*", "password=…")));
  }

  private static String decode(String part) {
    return java.net.URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// A connection of its own, which the caller closes.
  public Connection connect() throws SQLException {
    Properties account = new Properties();
    account.setProperty("ApplicationName", COMMAND);
    // A row that PostgreSQL refuses would stand in the message, and that in the log.
    account.setProperty("logServerErrorDetail", "false");
    if (!user.isEmpty()) {
      account.setProperty("user", user);
      account.setProperty("password", password);
    }
    return DriverManager.getConnection(jdbcUrl, account);
  }

  /// Who this account is to PostgreSQL.
  public String account() throws SQLException {
    return ask("select current_user");
  }

  /// A connection that may read and write everything: the keeper's where there is one, which finds
  /// what has no schema in its name where the server's account does.
  ///
  /// @throws SQLException when it is refused
  public Connection connectWhole() throws SQLException {
    if (keeper.isEmpty()) {
      return connect();
    }
    String path =
        ask(
            """
            select coalesce(string_agg(quote_ident(name), ', ' order by n), '')
              from unnest(current_schemas(false)) with ordinality as schema (name, n)
            """);
    Connection connection = keeper.get().connect();
    try (PreparedStatement set =
        connection.prepareStatement("select set_config('search_path', ?, false)")) {
      set.setString(1, path);
      set.execute();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  /// Without the password, and without what follows the name of the database.
  @Override
  public String toString() {
    return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*$", "");
  }
}
