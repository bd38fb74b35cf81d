package org.rung.server.hours;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.rung.server.database.Copy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The record of hours. Everything is written in the transaction of the caller, so that hours and
/// what they come from stand or fall together. That nothing stands twice is kept by the database,
/// see the migration; here it is found out before, so that the caller hears which.
@Component
public class Hours {
  private static final String SELECT =
      """
      select e.id, e.person_id, e.kind, e.starts_at, e.minutes, e.zone, e.about, e.worked, e.clause,
             e.source, e.source_key, e.recorded_by, e.recorded_at, e.corrects,
             coalesce(nullif(e.reason, ''), a.reason, '') as reason,
             s.entry_id is not null as stands, coalesce(s.approved, false) as approved,
             a.ruling, a.ruled_by, a.ruled_at, a.reason as ruled_why
        from hours.entry e
        left join hours.standing s on s.entry_id = e.id
        left join hours.approval a on a.entry_id = e.id
      """;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final Clock clock;

  Hours(JdbcClient jdbc, Copy copy, Clock clock) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.clock = clock;
  }

  // ---- entering

  /// Enters what a source tells, all or nothing. What it told before in the same words is left out.
  ///
  /// @param by the account or the job that does it
  /// @return how many were new
  /// @throws NotEntered when a person would be at two places in the same minute, or the source told
  ///   something else under the same name
  /// @throws IllegalStateException outside a transaction
  public long enter(List<Stint> stints, String by) {
    Found found = look(stints);
    if (!found.held().isEmpty()) {
      throw new NotEntered(found.held().firstEntry().getValue());
    }
    return write(found, by);
  }

  /// What became of several that were told together.
  ///
  /// @param entered how many are new
  /// @param same how many were told before in the same words
  /// @param held why others were not entered, by their place in the list, from 0
  public record Taken(long entered, long same, Map<Integer, NotEntered.Why> held) {
    public Taken {
      held = Collections.unmodifiableMap(new TreeMap<>(held));
    }
  }

  /// Enters of what a source tells all that can be: of two that overlap the earlier in the list.
  ///
  /// @param by the account or the job that does it
  /// @throws IllegalStateException outside a transaction
  public Taken take(List<Stint> stints, String by) {
    Found found = look(stints);
    long entered = write(found, by);
    return new Taken(entered, stints.size() - entered - found.held().size(), found.held());
  }

  /// @param fresh places in the list of what can be entered, in their order
  /// @param held why others cannot
  private record Found(
      List<Stint> stints, List<Integer> fresh, TreeMap<Integer, NotEntered.Why> held) {}

  /// What of it is new, what is in the way. The table `told` has them all afterwards.
  private Found look(List<Stint> stints) {
    requireTransaction();
    tell(stints);
    TreeMap<Integer, NotEntered.Why> held = new TreeMap<>();
    Set<Integer> known = new HashSet<>();
    jdbc.sql(
            """
            select t.n, t.source, t.source_key, e.id,
                   (e.person_id, e.kind, e.starts_at, e.minutes, e.about)
                   is distinct from (t.person_id, t.kind, t.starts_at, t.minutes, t.about) as other
              from told t
              join hours.entry e on e.source = t.source and e.source_key = t.source_key
            """)
        .query(row -> {
          int n = row.getInt("n");
          known.add(n);
          if (row.getBoolean("other")) {
            held.put(
                n,
                new NotEntered.OtherBefore(
                    row.getString("source"), row.getString("source_key"), row.getLong("id")));
          }
        });
    jdbc.sql(
            """
            select t.n, t.source_key, min(s.entry_id) as entry_id
              from told t
              join hours.standing s on s.spot && hours.spot(t.person_id, t.starts_at, t.minutes)
             group by t.n, t.source_key
            """)
        .query(row -> {
          int n = row.getInt("n");
          if (!known.contains(n)) {
            held.put(
                n, new NotEntered.Overlaps(row.getString("source_key"), row.getLong("entry_id")));
          }
        });
    return new Found(stints, beside(stints, known, held), held);
  }

  private record Name(String source, String key) {}

  /// Holds those of one call against each other, in their order.
  private static List<Integer> beside(
      List<Stint> stints, Set<Integer> known, Map<Integer, NotEntered.Why> held) {
    List<Integer> fresh = new ArrayList<>();
    Map<Name, Stint> names = new HashMap<>();
    Map<Long, TreeMap<Instant, Stint>> days = new HashMap<>();
    for (int n = 0; n < stints.size(); n++) {
      Stint stint = stints.get(n);
      Stint before = names.putIfAbsent(new Name(stint.source(), stint.key()), stint);
      if (before != null) {
        if (!before.equals(stint)) {
          held.put(n, new NotEntered.ToldTwice(stint.source(), stint.key()));
        }
        continue;
      }
      if (known.contains(n) || held.containsKey(n)) {
        continue;
      }
      TreeMap<Instant, Stint> taken =
          days.computeIfAbsent(stint.person(), person -> new TreeMap<>());
      Map.Entry<Instant, Stint> other = taken.lowerEntry(stint.ends());
      if (other != null && other.getValue().ends().isAfter(stint.startsAt())) {
        held.put(n, new NotEntered.OverlapsBeside(stint.key(), other.getValue().key()));
      } else {
        taken.put(stint.startsAt(), stint);
        fresh.add(n);
      }
    }
    return fresh;
  }

  private void tell(List<Stint> stints) {
    jdbc.sql(
            """
            create temp table if not exists told (
              n bigint, person_id bigint, kind text, starts_at timestamptz, minutes int, zone text, day date,
              about text, worked boolean, clause text, source text, source_key text) on commit drop
            """)
        .update();
    jdbc.sql("truncate told").update();
    copy.rows(
        "copy told from stdin",
        row -> {
          long n = 0;
          for (Stint stint : stints) {
            row.number(n++)
                .number(stint.person())
                .text(stint.kind().code())
                .text(stint.startsAt().toString())
                .number(stint.minutes())
                .text(stint.zone().getId())
                .text(stint.day().toString())
                .text(stint.about())
                .truth(stint.status().worked())
                .text(stint.status().clause())
                .text(stint.source())
                .text(stint.key())
                .end();
          }
        });
    jdbc.sql("analyze told").update();
  }

  private long write(Found found, String by) {
    if (found.fresh().isEmpty()) {
      return 0;
    }
    if (found.fresh().size() < found.stints().size()) {
      jdbc.sql("delete from told where n <> all (:fresh)")
          .param("fresh", found.fresh().stream().map(Integer::longValue).toArray(Long[]::new))
          .update();
    }
    return jdbc.sql(
            """
            insert into hours.entry
                   (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source,
                    source_key, recorded_by, recorded_at, reason)
            select person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source,
                   source_key, :by, :at::timestamptz, ''
              from told
             order by n
            """)
        .param("by", by)
        .param("at", clock.instant().toString())
        .update();
  }

  /// A new entry in the place of one that stands; both stay in the record. It waits for approval
  /// again.
  ///
  /// @param number of the entry that is wrong
  /// @param right what it should be, of the same person; nothing where there was nothing
  /// @param reason in words for the person
  /// @return the number of the new entry; the same correction again is the same entry
  /// @throws NotEntered when the entry does not stand, or what is right overlaps another
  /// @throws IllegalStateException outside a transaction
  public long correct(long number, Optional<Stint> right, String reason, String by) {
    requireTransaction();
    if (reason.isBlank()) {
      throw new NotEntered(new NotEntered.WithoutReason());
    }
    Entry wrong = get(number);
    Optional<Long> before =
        jdbc.sql("select id from hours.entry where corrects = :number and reason = :reason")
            .param("number", number)
            .param("reason", reason)
            .query(Long.class)
            .optional();
    if (before.isPresent()) {
      return before.get();
    }
    if (!wrong.stands()
        || right.filter(stint -> stint.person() != wrong.stint().person()).isPresent()) {
      throw new NotEntered(new NotEntered.DoesNotStand(number));
    }
    Stint stint = right.orElse(wrong.stint());
    int minutes = right.map(Stint::minutes).orElse(0);
    if (minutes > 0) {
      overlap(stint, number)
          .ifPresent(other -> {
            throw new NotEntered(new NotEntered.Overlaps(stint.key(), other));
          });
    }
    return jdbc.sql(
            """
            insert into hours.entry
                   (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source,
                    source_key, recorded_by, recorded_at, corrects, reason)
            values (:person, :kind, :starts::timestamptz, :minutes, :zone, :day, :about, :worked,
                    :clause, 'correction', :key, :by, :at::timestamptz, :number, :reason)
            returning id
            """)
        .param("person", stint.person())
        .param("kind", stint.kind().code())
        .param("starts", stint.startsAt().toString())
        .param("minutes", minutes)
        .param("zone", stint.zone().getId())
        .param("day", stint.day())
        .param("about", stint.about())
        .param("worked", stint.status().worked())
        .param("clause", stint.status().clause())
        .param("key", "of entry " + number)
        .param("by", by)
        .param("at", clock.instant().toString())
        .param("number", number)
        .param("reason", reason)
        .query(Long.class)
        .single();
  }

  private Optional<Long> overlap(Stint stint, long but) {
    return jdbc.sql(
            """
            select entry_id
              from hours.standing
             where spot && hours.spot(:person, :starts::timestamptz, :minutes)
               and entry_id <> :but
             order by entry_id
             limit 1
            """)
        .param("person", stint.person())
        .param("starts", stint.startsAt().toString())
        .param("minutes", stint.minutes())
        .param("but", but)
        .query(Long.class)
        .optional();
  }

  // ---- approving

  /// Approves an entry; approved already, it stays so.
  ///
  /// @param self the person who approves, if the account is somebody's
  /// @throws NotEntered when it does not stand, or is the own
  public void approve(long number, String by, OptionalLong self) {
    rule(number, "approved", "", by, self);
  }

  /// Approves several at once. Those that were approved before, do not stand, or are the own stay
  /// as they are.
  ///
  /// @param self the person who approves, if the account is somebody's
  /// @return those that this call approved, in their order
  /// @throws IllegalStateException outside a transaction
  public List<Long> approveAll(List<Long> numbers, String by, OptionalLong self) {
    requireTransaction();
    if (numbers.isEmpty()) {
      return List.of();
    }
    // Whoever rules on the same ones at the same time waits, always in this order.
    List<Long> standing =
        jdbc.sql(
                """
                select entry_id
                  from hours.standing
                 where entry_id = any (:numbers)
                   and not approved
                   and person_id <> :self
                 order by entry_id
                   for update
                """)
            .param("numbers", numbers.toArray(Long[]::new))
            .param("self", self.orElse(0))
            .query((row, n) -> row.getLong(1))
            .list();
    return jdbc.sql(
            """
            insert into hours.approval (entry_id, ruling, ruled_by, ruled_at, reason)
            select n, 'approved', :by, :at::timestamptz, ''
              from unnest(:numbers::bigint[]) n
             order by n
                on conflict do nothing
            returning entry_id
            """)
        .param("by", by)
        .param("at", clock.instant().toString())
        .param("numbers", standing.toArray(Long[]::new))
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// Refuses an entry: it does not stand any more.
  ///
  /// @param reason in words for the person
  /// @throws NotEntered when it does not stand, is the own, or the reason is missing
  public void refuse(long number, String reason, String by, OptionalLong self) {
    if (reason.isBlank()) {
      throw new NotEntered(new NotEntered.WithoutReason());
    }
    rule(number, "refused", reason, by, self);
  }

  private void rule(long number, String ruling, String reason, String by, OptionalLong self) {
    requireTransaction();
    Optional<Long> person =
        jdbc.sql("select person_id from hours.standing where entry_id = :number for update")
            .param("number", number)
            .query(Long.class)
            .optional();
    if (person.isEmpty()) {
      throw new NotEntered(new NotEntered.DoesNotStand(number));
    }
    if (self.isPresent() && self.getAsLong() == person.get()) {
      throw new NotEntered(new NotEntered.OwnHours(number));
    }
    int ruled =
        jdbc.sql(
                """
                insert into hours.approval (entry_id, ruling, ruled_by, ruled_at, reason)
                values (:number, :ruling, :by, :at::timestamptz, :reason)
                    on conflict do nothing
                """)
            .param("number", number)
            .param("ruling", ruling)
            .param("by", by)
            .param("at", clock.instant().toString())
            .param("reason", reason)
            .update();
    if (ruled == 0 && ruling.equals("refused")) {
      throw new NotEntered(new NotEntered.ApprovedBefore(number));
    }
  }

  // ---- asking

  /// One entry.
  ///
  /// @throws NotEntered when there is none with this number
  public Entry get(long number) {
    return jdbc.sql(SELECT + " where e.id = :number")
        .param("number", number)
        .query(Hours::entry)
        .optional()
        .orElseThrow(() -> new NotEntered(new NotEntered.DoesNotStand(number)));
  }

  /// Several entries, by the beginning of each; numbers that there are not are left out.
  public List<Entry> get(List<Long> numbers) {
    return jdbc.sql(SELECT + " where e.id = any (:numbers) order by e.starts_at, e.id")
        .param("numbers", numbers.toArray(Long[]::new))
        .query(Hours::entry)
        .list();
  }

  /// The entry that stands where this one stood: itself, or the last of its corrections; empty
  /// where that was refused or struck out.
  public Optional<Entry> standing(long number) {
    return jdbc.sql(
            """
            with recursive later (id) as (
              select :number::bigint
              union all
              select e.id from hours.entry e join later l on e.corrects = l.id)
            """
                + SELECT
                + " where e.id in (select id from later) and s.entry_id is not null")
        .param("number", number)
        .query(Hours::entry)
        .optional();
  }

  /// What a source told under a name, if it did.
  public Optional<Entry> told(String source, String key) {
    return jdbc.sql(SELECT + " where e.source = :source and e.source_key = :key")
        .param("source", source)
        .param("key", key)
        .query(Hours::entry)
        .optional();
  }

  /// Everything entered about a person on some days, in the order of its beginning; what was
  /// corrected or refused, too.
  public List<Entry> of(long person, LocalDate from, LocalDate to) {
    return jdbc.sql(
            SELECT
                + """
                 where e.person_id = :person
                   and e.day between :from and :to
                 order by e.starts_at, e.id
                """)
        .param("person", person)
        .param("from", from)
        .param("to", to)
        .query(Hours::entry)
        .list();
  }

  /// Entries of some people that wait for approval, the oldest first.
  public List<Entry> waiting(List<Long> persons, int most) {
    if (persons.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            SELECT
                + """
                 where s.person_id in (:persons)
                   and not s.approved
                 order by e.starts_at, e.id
                 limit :most
                """)
        .param("persons", persons)
        .param("most", most)
        .query(Hours::entry)
        .list();
  }

  /// The minutes of one person on some days.
  public Minutes minutes(long person, LocalDate from, LocalDate to) {
    Map<Long, Minutes> found = new HashMap<>();
    totals(from, to, OptionalLong.of(person), (minutes, of) -> found.put(of, minutes));
    return found.getOrDefault(person, Minutes.NONE);
  }

  /// The minutes of everybody who has any on some days, by the person's number, in one question.
  public void everybody(LocalDate from, LocalDate to, ObjLongConsumer<Minutes> each) {
    totals(from, to, OptionalLong.empty(), each);
  }

  /// Approved minutes on the job for one matter, for example a work process of an apprenticeship.
  public long onTheJob(long person, String about) {
    return jdbc.sql(
            """
            select coalesce(sum(s.minutes), 0)
              from hours.standing s
              join hours.entry e on e.id = s.entry_id
             where s.person_id = :person
               and s.kind = 'on_the_job'
               and s.approved
               and e.about = :about
            """)
        .param("person", person)
        .param("about", about)
        .query(Long.class)
        .single();
  }

  private void totals(
      LocalDate from, LocalDate to, OptionalLong person, ObjLongConsumer<Minutes> each) {
    jdbc.sql(
            """
            select person_id,
                   coalesce(sum(minutes) filter (where worked and approved), 0) as approved,
                   coalesce(sum(minutes) filter (where worked and not approved), 0) as waiting,
                   coalesce(sum(minutes) filter (where not worked and approved), 0) as unworked
              from hours.standing
             where day between :from and :to
               %s
             group by person_id
             order by person_id
            """
                .formatted(person.isPresent() ? "and person_id = " + person.getAsLong() : ""))
        .param("from", from)
        .param("to", to)
        .query(row -> {
          each.accept(
              new Minutes(row.getLong("approved"), row.getLong("waiting"), row.getLong("unworked")),
              row.getLong("person_id"));
        });
  }

  private static Entry entry(ResultSet row, int n) throws SQLException {
    long corrects = row.getLong("corrects");
    Optional<Long> corrected = row.wasNull() ? Optional.empty() : Optional.of(corrects);
    return new Entry(
        row.getLong("id"),
        new Stint(
            row.getLong("person_id"),
            Stint.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getObject("starts_at", OffsetDateTime.class).toInstant(),
            row.getInt("minutes"),
            ZoneId.of(row.getString("zone")),
            row.getString("about"),
            new LegalStatus(row.getBoolean("worked"), row.getString("clause")),
            row.getString("source"),
            row.getString("source_key")),
        row.getBoolean("stands"),
        row.getBoolean("approved"),
        corrected,
        row.getString("reason"),
        row.getString("recorded_by"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        ruling(row));
  }

  private static Optional<Entry.Ruling> ruling(ResultSet row) throws SQLException {
    String ruling = row.getString("ruling");
    return ruling == null
        ? Optional.empty()
        : Optional.of(
            new Entry.Ruling(
                ruling.equals("approved"),
                row.getString("ruled_by"),
                row.getObject("ruled_at", OffsetDateTime.class).toInstant(),
                row.getString("ruled_why")));
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("hours are written in the transaction of their cause");
    }
  }
}
