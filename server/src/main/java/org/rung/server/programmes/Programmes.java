package org.rung.server.programmes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.Copy;
import org.rung.server.files.HeldList;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What teaches: every programme, and the catalogues they came from.
@Component
public class Programmes {
  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;
  private final HeldProgrammes heldRows;

  Programmes(JdbcClient jdbc, Copy copy, TransactionTemplate transaction, HeldProgrammes heldRows) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
    this.heldRows = heldRows;
  }

  /// Every programme, by name.
  public List<Programme> all() {
    return query("", Map.of());
  }

  /// One programme.
  public Optional<Programme> find(long id) {
    return query("where p.id = :id", Map.of("id", id)).stream().findFirst();
  }

  /// How many there are.
  public long count() {
    return jdbc.sql("select count(*) from programmes.programme").query(Long.class).single();
  }

  private List<Programme> query(String where, Map<String, ?> params) {
    return jdbc.sql(
            """
            select p.id, p.code, p.name, p.provider, p.strategy, p.form, p.delivered_by, p.cip,
                   p.counted_cents, p.apart_cents, p.hours, p.weeks_from, p.weeks_to, p.credential,
                   p.prerequisites, p.description, p.location, p.distance, p.evening, p.completed,
                   p.employed_share, p.retention_share, p.quarterly_wage_cents, p.entry,
                   array(select t.soc
                           from programmes.target t
                          where t.programme_id = p.id
                          order by t.soc) as targets
              from programmes.programme p
            %s
             order by p.name, p.id
            """
                .formatted(where))
        .params(params)
        .query(Programmes::programme)
        .list();
  }

  /// Reads a training catalogue: takes every sound row and holds the others, each with its line,
  /// column, value, reason and, where the row tells one, a value that would do. What people mended
  /// before is mended again. The same file a second time changes nothing.
  ///
  /// @param by who asked
  /// @throws Refused when the file is no catalogue
  public CatalogueReport importCatalogue(Path file, String by) {
    try {
      Path name = file.getFileName();
      return importCatalogue(
          name == null ? file.toString() : name.toString(), Files.readAllBytes(file), by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CatalogueReport importCatalogue(String fileName, byte[] content, String by) {
    String digest = digest(content);
    Catalogue.Lines file = Catalogue.lines(content);
    new Catalogue(file.header());
    boolean[] again = {false};
    // In one transaction: of a killed process nothing is left.
    Long id =
        transaction.execute(status -> {
          Optional<Long> created =
              jdbc.sql(
                      """
                      insert into programmes.import (file_name, digest, header, rows_read, rows_new,
                             rows_changed, rows_same, rows_held, without_occupation, asked_by,
                             state, bytes)
                      values (:name, :digest, '{}', 0, 0, 0, 0, 0, 0, :by, 'queued', :bytes)
                      on conflict (digest) where state <> 'undone' do nothing
                      returning id
                      """)
                  .param("name", fileName)
                  .param("digest", digest)
                  .param("by", by)
                  .param("bytes", content.length)
                  .query(Long.class)
                  .optional();
          if (created.isEmpty()) {
            again[0] = true;
            return readBefore(digest).orElseThrow();
          }
          read(created.get(), file, (phase, done, total) -> {});
          return created.get();
        });
    return report(java.util.Objects.requireNonNull(id), again[0]).orElseThrow();
  }

  /// Takes progress of a reading; ends it by throwing.
  @FunctionalInterface
  interface Steps {
    void step(String phase, long done, long total);
  }

  /// One after the other, on however many servers, until the transaction of the caller ends.
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('programmes.programme'))")
        .query((row, n) -> true)
        .list();
  }

  /// Reads the rows of a catalogue into the programmes, in the transaction of the caller.
  ///
  /// @param importId of a row of programmes.import in the state queued
  void read(long importId, Catalogue.Lines file, Steps steps) {
    lock();
    Catalogue catalogue = new Catalogue(file.header());
    Map<HeldProgrammes.Mended, String> remembered = heldRows.remembered();
    List<Programme> taken = new ArrayList<>();
    List<HeldProgrammes.Row> held = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    int done = 0;
    for (Catalogue.Line line : file.lines()) {
      if (done++ % 1_000 == 0) {
        steps.step("checking rows", done, file.lines().size());
      }
      List<String> cells = line.cells();
      String code = catalogue.value(cells, "program_id");
      for (int column = 1; column <= file.header().size() && !remembered.isEmpty(); column++) {
        String was = column <= cells.size() ? cells.get(column - 1).strip() : "";
        String becomes =
            remembered.get(new HeldProgrammes.Mended(code, name(catalogue, column), was));
        if (becomes != null) {
          cells = catalogue.with(cells, column, becomes);
        }
      }
      if (!code.isEmpty() && !codes.add(code)) {
        held.add(
            row(
                catalogue,
                line,
                List.of(
                    new Fault(
                        catalogue.columnNo("program_id"),
                        "program_id",
                        code,
                        Catalogue.TWICE,
                        "the first row with %s was taken".formatted(code),
                        Optional.empty()))));
        continue;
      }
      if (line.given() != file.header().size()) {
        held.add(row(catalogue, line, List.of(ragged(file.header(), line))));
        continue;
      }
      switch (catalogue.read(cells)) {
        case Catalogue.Read.Taken t -> taken.add(t.programme());
        case Catalogue.Read.Held h -> held.add(row(catalogue, line, h.faults()));
      }
    }
    steps.step("writing programmes", done, done);
    heldRows.hold(importId, held);
    Saved saved = save(taken, importId, null);
    jdbc.sql(
            """
            update programmes.import
               set state = 'done',
                   header = :header::text[],
                   rows_read = :read,
                   rows_new = :added,
                   rows_changed = :changed,
                   rows_same = :same,
                   rows_held = :held,
                   without_occupation = :without
             where id = :id
            """)
        .param("header", HeldProgrammes.array(file.header()))
        .param("read", file.lines().size())
        .param("added", saved.added())
        .param("changed", saved.changed())
        .param("same", taken.size() - saved.added() - saved.changed())
        .param("held", held.size())
        .param("without", saved.withoutTarget())
        .param("id", importId)
        .update();
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

  private static String name(Catalogue catalogue, int column) {
    // Faults name a column as the product does, whatever the file calls it.
    for (String known :
        List.of(
            "program_id",
            "provider",
            "programme",
            "cip_code",
            "tuition",
            "fees",
            "books",
            "supplies",
            "other_costs",
            "total_cost",
            "clock_hours",
            "calendar_length_id",
            "employed_share",
            "retention_share",
            "average_quarterly_wage",
            "completed")) {
      if (catalogue.columnNo(known) == column) {
        return known;
      }
    }
    return "";
  }

  /// Told of the first column that is not given, or of the last one when there are too many.
  private static Fault ragged(List<String> header, Catalogue.Line line) {
    int column = Math.min(line.given() + 1, header.size());
    return new Fault(
        column,
        header.get(column - 1),
        line.cells().get(column - 1),
        Catalogue.RAGGED,
        "the row has %d values, the first line %d columns; look at its quotes and separators"
            .formatted(line.given(), header.size()),
        Optional.empty());
  }

  private static HeldProgrammes.Row row(
      Catalogue catalogue, Catalogue.Line line, List<Fault> faults) {
    String code = catalogue.value(line.cells(), "program_id");
    String name = catalogue.value(line.cells(), "programme");
    return new HeldProgrammes.Row(
        line.line(), code, name.isEmpty() ? "(no name)" : name, line.cells(), faults);
  }

  /// The import of these very bytes that holds.
  Optional<Long> readBefore(String digest) {
    return jdbc.sql("select id from programmes.import where digest = :digest and state <> 'undone'")
        .param("digest", digest)
        .query(Long.class)
        .optional();
  }

  /// The report of one import, as it stands now.
  public Optional<CatalogueReport> report(long importId) {
    return report(importId, false);
  }

  private Optional<CatalogueReport> report(long importId, boolean again) {
    return reports("where i.id = :id", Map.of("id", importId), again).stream().findFirst();
  }

  /// Every import, newest first.
  public List<CatalogueReport> reports() {
    return reports("", Map.of(), false);
  }

  private List<CatalogueReport> reports(String where, Map<String, ?> params, boolean again) {
    return jdbc.sql(
            """
            select i.id, i.file_name, i.rows_read, i.rows_new, i.rows_changed, i.rows_same,
                   i.without_occupation, i.asked_by, i.asked_at,
                   case when i.state = 'queued' and j.state <> 'done'
                        then j.state else i.state end as state,
                   (select count(distinct h.line)
                      from programmes.held_row h
                     where h.import_id = i.id) as held
              from programmes.import i
              left join jobs.job j on j.id = i.job_id
            %s
             order by i.id desc
            """
                .formatted(where))
        .params(params)
        .query((row, n) ->
            new CatalogueReport(
                row.getLong("id"),
                row.getString("file_name"),
                row.getInt("rows_read"),
                row.getInt("rows_new"),
                row.getInt("rows_changed"),
                row.getInt("rows_same"),
                row.getInt("held"),
                row.getInt("without_occupation"),
                heldRows.kinds(row.getLong("id")),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                again,
                row.getString("state")))
        .list();
  }

  /// What still waits of an import.
  List<HeldRow> held(long importId) {
    return heldRows.of(importId);
  }

  /// A value a person gives for a fault.
  ///
  /// @param version of the row that the person saw; -1 for whatever it is
  record Mend(int line, int columnNo, String value, int version) {
    Mend(int line, int columnNo, String value) {
      this(line, columnNo, value, -1);
    }
  }

  /// Every value that was suggested for rows that wait.
  List<Mend> suggested(long importId) {
    List<Mend> mends = new ArrayList<>();
    for (HeldRow row : held(importId)) {
      row.suggested().ifPresent(value -> mends.add(new Mend(row.line(), row.columnNo(), value)));
    }
    return mends;
  }

  /// @param taken rows that are sound now and in
  /// @param refused values that do not do, each with what to give instead
  record Mending(int taken, List<HeldList.Problem> refused) {}

  /// Takes the values people gave. A row with several faults waits until all of them are mended.
  Mending mend(long importId, List<Mend> mends, String by) {
    Map<Integer, List<Mend>> byLine = new TreeMap<>();
    for (Mend mend : mends) {
      byLine.computeIfAbsent(mend.line(), line -> new ArrayList<>()).add(mend);
    }
    List<HeldList.Problem> refused = new ArrayList<>();
    Integer taken =
        transaction.execute(status -> {
          List<String> header =
              jdbc.sql(
                      """
                      select header
                        from programmes.import
                       where id = :id
                         and state = 'done'
                         for update
                      """)
                  .param("id", importId)
                  .query((row, n) -> HeldProgrammes.texts(row, "header"))
                  .optional()
                  .orElseThrow(() ->
                      new Refused(
                          "The rows of an import that was undone cannot be mended. Send the file again."));
          Catalogue catalogue = new Catalogue(header);
          List<Programme> sound = new ArrayList<>();
          byLine.forEach((line, given) ->
              mendLine(importId, catalogue, line, given, by, refused).ifPresent(sound::add));
          save(sound, importId, null);
          return sound.size();
        });
    return new Mending(taken == null ? 0 : taken, List.copyOf(refused));
  }

  private Optional<Programme> mendLine(
      long importId,
      Catalogue catalogue,
      int line,
      List<Mend> given,
      String by,
      List<HeldList.Problem> refused) {
    Optional<List<String>> raw = heldRows.raw(importId, line);
    int version = given.getFirst().version();
    if (raw.isEmpty() || (version >= 0 && heldRows.version(importId, line) != version)) {
      // The second click on the same button, or somebody who was faster.
      refused.add(
          new HeldList.Problem(
              line,
              given.getFirst().columnNo(),
              raw.isEmpty() ? "" : given.getFirst().value(),
              raw.isEmpty()
                  ? "somebody mended this row already and it is in; nothing was changed again"
                  : "somebody changed this row just now; look at what it says, then mend it"));
      return Optional.empty();
    }
    Map<Integer, String> values = new LinkedHashMap<>(heldRows.given(importId, line));
    given.forEach(mend -> values.put(mend.columnNo(), mend.value().strip()));
    List<String> cells = raw.get();
    for (Map.Entry<Integer, String> value : values.entrySet()) {
      cells = catalogue.with(cells, value.getKey(), value.getValue());
    }
    Catalogue.Read read = catalogue.read(cells);
    List<Fault> left =
        switch (read) {
          case Catalogue.Read.Taken t -> List.of();
          case Catalogue.Read.Held h -> h.faults();
        };
    for (Mend mend : given) {
      Optional<Fault> still =
          left.stream().filter(fault -> fault.columnNo() == mend.columnNo()).findFirst();
      if (still.isPresent()) {
        refused.add(
            new HeldList.Problem(
                line,
                mend.columnNo(),
                mend.value(),
                "“%s” is not taken either; %s".formatted(mend.value(), still.get().detail())));
      } else {
        heldRows.mend(importId, line, mend.columnNo(), mend.value().strip(), by);
      }
    }
    if (read instanceof Catalogue.Read.Taken t) {
      heldRows.taken(importId, line);
      return Optional.of(t.programme());
    }
    return Optional.empty();
  }

  /// @param withoutTarget of all given: those that lead to no occupation
  record Saved(int added, int changed, int withoutTarget) {}

  /// Makes a programme from a template, or replaces the one of that name from it.
  ///
  /// @param form checked, without errors
  /// @return its number
  long start(Template template, StartForm form) {
    Template.Delivery first = template.delivery().getFirst();
    String name = form.name().strip();
    String code = "template:" + template.id() + ":" + name;
    int weeks = Integer.parseInt(StartForm.plain(form.weeks()));
    save(
        List.of(
            new Programme(
                0,
                code,
                name,
                form.provider().strip(),
                template.strategy(),
                first.form(),
                first.by() == Template.By.own,
                Optional.empty(),
                form.priceCents(),
                0,
                Integer.parseInt(StartForm.plain(form.hours())),
                weeks,
                weeks,
                template.certificate().map(Template.Certificate::name).orElse(""),
                template.selection().orElse(""),
                template.leadsTo().what(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                template.leadsTo().occupations(),
                template.audience().entry())),
        null,
        template.id());
    return jdbc.sql("select id from programmes.programme where code = :code")
        .param("code", code)
        .query(Long.class)
        .single();
  }

  /// Adds programmes, or changes those with the same number. Those that bring no targets get them
  /// by their field of study.
  Saved save(List<Programme> programmes, @Nullable Long importId, @Nullable String templateId) {
    if (programmes.isEmpty()) {
      return new Saved(0, 0, 0);
    }
    Map<String, List<String>> occupations = new LinkedHashMap<>();
    jdbc.sql("select cip, soc from reference.cip_soc order by cip, soc")
        .query((row, n) -> Map.entry(row.getString("cip"), row.getString("soc")))
        .list()
        .forEach(pair ->
            occupations
                .computeIfAbsent(pair.getKey(), cip -> new ArrayList<>())
                .add(pair.getValue()));
    Saved saved =
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
          Saved result = merge(without);
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
                .text(digest((p + "\n" + targets.get(i)).getBytes(StandardCharsets.UTF_8)))
                .text(HeldProgrammes.array(targets.get(i)))
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

  private Saved merge(int without) {
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
    return new Saved(added, touched.size() - added, without);
  }

  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Programme programme(ResultSet row, int n) throws SQLException {
    Integer completed = row.getObject("completed", Integer.class);
    Double employed = row.getObject("employed_share", Double.class);
    Double retained = row.getObject("retention_share", Double.class);
    Long wage = row.getObject("quarterly_wage_cents", Long.class);
    return new Programme(
        row.getLong("id"),
        row.getString("code"),
        row.getString("name"),
        row.getString("provider"),
        Strategy.of(row.getString("strategy")),
        Form.of(row.getString("form")),
        row.getString("delivered_by").equals("own"),
        Optional.ofNullable(row.getString("cip")),
        row.getLong("counted_cents"),
        row.getLong("apart_cents"),
        row.getInt("hours"),
        row.getInt("weeks_from"),
        row.getInt("weeks_to"),
        row.getString("credential"),
        row.getString("prerequisites"),
        row.getString("description"),
        row.getString("location"),
        Optional.ofNullable(row.getObject("distance", Boolean.class)),
        Optional.ofNullable(row.getObject("evening", Boolean.class)),
        completed == null || employed == null
            ? Optional.empty()
            : Optional.of(
                new Outcomes(
                    completed,
                    employed,
                    retained == null ? OptionalDouble.empty() : OptionalDouble.of(retained),
                    wage == null ? OptionalLong.empty() : OptionalLong.of(wage))),
        HeldProgrammes.texts(row, "targets"),
        List.of(TemplateFile.JSON.readValue(row.getString("entry"), EntryRule[].class)));
  }
}
