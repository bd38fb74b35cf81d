package org.rung.server.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The tables of Rung in a database, as PostgreSQL's catalogue has them.
///
/// @param tables by name, in its order
/// @param sequences by name, in its order
record Catalogue(Map<String, Table> tables, Set<String> sequences) {
  /// A table.
  ///
  /// @param schema empty for Flyway's history, which lies in the schema of the connection
  /// @param columns those that are stored as given, in the order of the table
  /// @param order a total order of the rows that no setting of the database changes
  /// @param roughly rows as of the last analyze; a guess of the size where there was none
  record Table(String schema, String name, List<String> columns, String order, long roughly) {
    String qualified() {
      return schema.isEmpty() ? name : schema + "." + name;
    }

    String quoted() {
      return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(name);
    }

    private String list() {
      return columns.stream().map(Catalogue::quote).collect(Collectors.joining(", "));
    }

    String copyOut() {
      return "copy (select %s from %s order by %s) to stdout".formatted(list(), quoted(), order);
    }

    String copyIn() {
      return "copy %s (%s) from stdin".formatted(quoted(), list());
    }
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// @param schemas those that the migrations make
  static Catalogue of(Connection connection, Set<String> schemas) throws SQLException {
    refuseWhatCopyCannotTake(connection, schemas);
    Map<String, Table> tables = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select case when n.nspname = any (?) then n.nspname else '' end as schema,
                   c.relname as name,
                   case when c.reltuples >= 0 then c.reltuples::bigint
                        else pg_relation_size(c.oid) / 100 end as roughly,
                   (select array_agg(a.attname order by a.attnum)
                      from pg_attribute a
                     where a.attrelid = c.oid
                       and a.attnum > 0
                       and not a.attisdropped
                       and a.attgenerated = '') as columns,
                   coalesce(
                     (select string_agg(quote_ident(a.attname)
                                        || case when t.typcategory = 'S' then ' collate "C"' else '' end,
                                        ', ' order by array_position(i.indkey::int2[], a.attnum))
                        from pg_index i
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])
                        join pg_type t on t.oid = a.atttypid
                       where i.indrelid = c.oid
                         and i.indisprimary),
                     (select string_agg(quote_ident(a.attname) || '::text collate "C"', ', ' order by a.attnum)
                        from pg_attribute a
                       where a.attrelid = c.oid
                         and a.attnum > 0
                         and not a.attisdropped
                         and a.attgenerated = '')) as ordered
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r'
               and (n.nspname = any (?)
                    or (c.relname = ? and n.nspname = current_schema()))
             order by schema, name
            """)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      query.setArray(2, connection.createArrayOf("text", schemas.toArray()));
      query.setString(3, Contents.HISTORY);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Table table =
              new Table(
                  rows.getString("schema"),
                  rows.getString("name"),
                  List.of((String[]) rows.getArray("columns").getArray()),
                  rows.getString("ordered"),
                  rows.getLong("roughly"));
          tables.put(table.qualified(), table);
        }
      }
    }
    Set<String> sequences = new TreeSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select schemaname || '.' || sequencename from pg_sequences where schemaname = any"
                + " (?)")) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          sequences.add(rows.getString(1));
        }
      }
    }
    return new Catalogue(tables, sequences);
  }

  /// Rather no backup than one that leaves something out: whoever adds such a thing meets this in a
  /// test.
  private static void refuseWhatCopyCannotTake(Connection connection, Set<String> schemas)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select n.nspname || '.' || c.relname
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('p', 'm', 'f')
               and n.nspname = any (?)
            """)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          throw new IllegalStateException(
              "%s is partitioned, foreign or a materialised view, which a backup does not know."
                  .formatted(rows.getString(1)));
        }
      }
    }
  }

  /// The schemas of these that are there.
  static List<String> present(Connection connection, Set<String> schemas) throws SQLException {
    List<String> present = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select nspname from pg_namespace where nspname = any (?) order by nspname")) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          present.add(rows.getString(1));
        }
      }
    }
    return present;
  }
}
