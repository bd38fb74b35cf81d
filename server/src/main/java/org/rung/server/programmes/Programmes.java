package org.rung.server.programmes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.HeldList;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What teaches: every programme, and the catalogues they came from.
@Component
public class Programmes {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final HeldProgrammes heldRows;
  private final ProgrammeRows rows;
  private final CatalogueRows catalogues;

  Programmes(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      HeldProgrammes heldRows,
      ProgrammeRows rows,
      CatalogueRows catalogues) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.heldRows = heldRows;
    this.rows = rows;
    this.catalogues = catalogues;
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
    catalogues.read(importId, file, steps);
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
    return rows.save(programmes, importId, templateId);
  }

  /// Takes an import back, in the transaction of the caller: programmes it added are gone, those it
  /// changed are as before. Its held rows wait no more: they come again with the file.
  void takeBack(long importId) {
    rows.takeBack(importId);
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
