package org.rung.server.programmes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.Copy;
import org.rung.server.database.TextArray;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes programmes: many at once, noting what they replace so that it can be taken back.
@Component
class ProgrammeRows {
  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;

  ProgrammeRows(JdbcClient jdbc, Copy copy, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
  }

  /// Adds programmes, or changes those with the same number. Those that bring no targets get them
  /// by their field of study.
  Programmes.Saved save(
      List<Programme> programmes, @Nullable Long importId, @Nullable String templateId) {
    if (programmes.isEmpty()) {
      return new Programmes.Saved(0, 0, 0);
    }
    Map<String, List<String>> occupations = new LinkedHashMap<>();
    jdbc.sql("select cip, soc from reference.cip_soc order by cip, soc")
        .query((row, n) -> Map.entry(row.getString("cip"), row.getString("soc")))
        .list()
        .forEach(pair ->
            occupations
                .computeIfAbsent(pair.getKey(), cip -> new ArrayList<>())
                .add(pair.getValue()));
    Programmes.Saved saved =
        transaction.execute(status -> {
          jdbc.sql(
                  """
                  create temporary table incoming (
                    like programmes.programme including defaults,
                    targets text[] not null)
                  on commit drop
                  """)
              .update();
          jdbc.sql("alter table incoming drop column id, drop column price_cents").update();
          int without = 0;
          List<List<String>> targets = new ArrayList<>();
          for (Programme p : programmes) {
            List<String> of =
                p.targets().isEmpty()
                    ? p.cip().map(cip -> occupations.getOrDefault(cip, List.of())).orElse(List.of())
                    : p.targets();
            without += of.isEmpty() ? 1 : 0;
            targets.add(of);
          }
          copyIncoming(programmes, targets, importId, templateId);
          if (importId != null) {
            noteReplaced(importId);
          }
          Programmes.Saved result = merge(without);
          jdbc.sql("drop table incoming").update();
          return result;
        });
    return java.util.Objects.requireNonNull(saved);
  }

  private void copyIncoming(
      List<Programme> programmes,
      List<List<String>> targets,
      @Nullable Long importId,
      @Nullable String templateId) {
    copy.rows(
        """
        copy incoming (code, name, provider, strategy, form, delivered_by, cip, counted_cents,
          apart_cents, hours, weeks_from, weeks_to, credential, prerequisites, description, location,
          distance, evening, completed, employed_share, retention_share, quarterly_wage_cents,
          entry, template_id, import_id, digest, targets) from stdin
        """,
        row -> {
          for (int i = 0; i < programmes.size(); i++) {
            Programme p = programmes.get(i);
            row.text(p.code())
                .text(p.name())
                .text(p.provider())
                .text(p.strategy().code())
                .text(p.form().code())
                .text(p.own() ? "own" : "partner")
                .text(p.cip().orElse(null))
                .number(p.countedCents())
                .number(p.apartCents())
                .number(p.hours())
                .number(p.weeksFrom())
                .number(p.weeksTo())
                .text(p.credential())
                .text(p.prerequisites())
                .text(p.description())
                .text(p.location());
            row.text(p.distance().map(String::valueOf).orElse(null))
                .text(p.evening().map(String::valueOf).orElse(null));
            if (p.outcomes().isPresent()) {
              Outcomes outcomes = p.outcomes().get();
              row.number(outcomes.completed()).number(outcomes.employed());
              row.number(outcomes.retained().orElse(Double.NaN));
              if (outcomes.quarterlyWageCents().isPresent()) {
                row.number(outcomes.quarterlyWageCents().getAsLong());
              } else {
                row.nothing();
              }
            } else {
              row.nothing().nothing().nothing().nothing();
            }
            row.text(TemplateFile.JSON.writeValueAsString(p.entry()))
                .text(templateId)
                .text(importId == null ? null : importId.toString())
                .text(
                    Programmes.digest((p + "\n" + targets.get(i)).getBytes(StandardCharsets.UTF_8)))
                .text(TextArray.of(targets.get(i)))
                .end();
          }
        });
  }

  /// What the rows about to be merged will change, so that it can be taken back.
  private void noteReplaced(long importId) {
    jdbc.sql(
            """
            insert into programmes.replaced (import_id, code, before, targets)
            select :import, i.code, to_jsonb(p),
                   array(select t.soc
                           from programmes.target t
                          where t.programme_id = p.id
                          order by t.soc)
              from incoming i
              left join programmes.programme p on p.code = i.code
             where p.digest is distinct from i.digest
                on conflict (import_id, code) do nothing
            """)
        .param("import", importId)
        .update();
  }

  private Programmes.Saved merge(int without) {
    List<Boolean> touched =
        jdbc.sql(
                """
                with merged as (
                  insert into programmes.programme as p (code, name, provider, strategy, form,
                         delivered_by, cip, counted_cents, apart_cents, hours, weeks_from, weeks_to,
                         credential, prerequisites, description, location, distance, evening,
                         completed, employed_share, retention_share, quarterly_wage_cents, entry,
                         template_id, import_id, digest)
                  select code, name, provider, strategy, form, delivered_by, cip, counted_cents,
                         apart_cents, hours, weeks_from, weeks_to, credential, prerequisites,
                         description, location, distance, evening, completed, employed_share,
                         retention_share, quarterly_wage_cents, entry, template_id, import_id, digest
                    from incoming
                   order by code
                  on conflict (code) do update
                     set name = excluded.name,
                         provider = excluded.provider,
                         strategy = excluded.strategy,
                         form = excluded.form,
                         delivered_by = excluded.delivered_by,
                         cip = excluded.cip,
                         counted_cents = excluded.counted_cents,
                         apart_cents = excluded.apart_cents,
                         hours = excluded.hours,
                         weeks_from = excluded.weeks_from,
                         weeks_to = excluded.weeks_to,
                         credential = excluded.credential,
                         prerequisites = excluded.prerequisites,
                         description = excluded.description,
                         location = excluded.location,
                         distance = excluded.distance,
                         evening = excluded.evening,
                         completed = excluded.completed,
                         employed_share = excluded.employed_share,
                         retention_share = excluded.retention_share,
                         quarterly_wage_cents = excluded.quarterly_wage_cents,
                         entry = excluded.entry,
                         template_id = excluded.template_id,
                         import_id = excluded.import_id,
                         digest = excluded.digest
                   where p.digest <> excluded.digest
                  returning p.id, p.code, p.xmax = 0 as added),
                gone as (
                  delete from programmes.target t
                   using merged m, incoming i
                   where t.programme_id = m.id
                     and i.code = m.code
                     and t.soc <> all (i.targets)),
                there as (
                  insert into programmes.target (programme_id, soc)
                  select m.id, soc
                    from merged m
                    join incoming i on i.code = m.code,
                         unnest(i.targets) as soc
                  on conflict do nothing)
                select added from merged
                """)
            .query((row, n) -> row.getBoolean("added"))
            .list();
    int added = (int) touched.stream().filter(Boolean::booleanValue).count();
    return new Programmes.Saved(added, touched.size() - added, without);
  }

  /// Takes an import back, in the transaction of the caller: programmes it added are gone, those it
  /// changed are as before. Its held rows wait no more: they come again with the file.
  void takeBack(long importId) {
    jdbc.sql(
            """
            delete from programmes.programme p
             using programmes.replaced r
             where r.import_id = :id
               and r.before is null
               and p.code = r.code
               and p.import_id = r.import_id
            """)
        .param("id", importId)
        .update();
    jdbc.sql(
            """
            delete from programmes.target t
             using programmes.programme p, programmes.replaced r
             where r.import_id = :id
               and p.code = r.code
               and p.import_id = r.import_id
               and t.programme_id = p.id
            """)
        .param("id", importId)
        .update();
    jdbc.sql(
            """
            insert into programmes.target (programme_id, soc)
            select p.id, soc
              from programmes.programme p
              join programmes.replaced r on r.code = p.code and r.import_id = p.import_id,
                   unnest(r.targets) as soc
             where r.import_id = :id
            """)
        .param("id", importId)
        .update();
    jdbc.sql(
            """
            update programmes.programme p
               set name = b.name, provider = b.provider, strategy = b.strategy, form = b.form,
                   delivered_by = b.delivered_by, cip = b.cip, counted_cents = b.counted_cents,
                   apart_cents = b.apart_cents, hours = b.hours, weeks_from = b.weeks_from,
                   weeks_to = b.weeks_to, credential = b.credential,
                   prerequisites = b.prerequisites, description = b.description,
                   location = b.location, distance = b.distance, evening = b.evening,
                   completed = b.completed, employed_share = b.employed_share,
                   retention_share = b.retention_share,
                   quarterly_wage_cents = b.quarterly_wage_cents, entry = b.entry,
                   template_id = b.template_id, import_id = b.import_id, digest = b.digest
              from programmes.replaced r,
                   jsonb_populate_record(null::programmes.programme, r.before) b
             where r.import_id = :id
               and r.before is not null
               and p.code = r.code
               and p.import_id = r.import_id
            """)
        .param("id", importId)
        .update();
    for (String table : List.of("replaced", "held_row")) {
      jdbc.sql("delete from programmes.%s where import_id = :id".formatted(table))
          .param("id", importId)
          .update();
    }
    jdbc.sql("update programmes.import set state = 'undone' where id = :id")
        .param("id", importId)
        .update();
  }
}
