package org.rung.server.skills;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.reference.ReferenceTables;
import org.rung.server.skills.TitleMatcher.KnownTitle;
import org.rung.server.skills.TitleMatcher.Pay;
import org.rung.server.skills.TitleMatcher.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The matcher over the shipped occupations, built from the reference tables when first asked for
/// and kept as long as memory is plenty: titles come with imports, not with every page.
@Component
class TitleIndex {
  private final JdbcClient jdbc;
  private SoftReference<TitleMatcher> built = new SoftReference<>(null);

  /// @param loaded so that the tables are there before they are asked
  TitleIndex(JdbcClient jdbc, ReferenceTables loaded) {
    this.jdbc = jdbc;
  }

  synchronized TitleMatcher matcher() {
    TitleMatcher matcher = built.get();
    if (matcher == null) {
      matcher = TitleMatcher.of(occupations(), titles(), tasks());
      built = new SoftReference<>(matcher);
    }
    return matcher;
  }

  private List<TitleMatcher.Occupation> occupations() {
    return jdbc.sql(
            """
            select o.code, o.title, o.description, w.employment,
                   w.annual_p10_cents, w.annual_median_cents, w.annual_p90_cents
              from reference.occupation o
              left join reference.wage w
                on w.soc = o.soc
               and w.year = (select max(year) from reference.wage)
             order by o.code
            """)
        .query((row, n) -> {
          Long tenth = row.getObject("annual_p10_cents", Long.class);
          Long median = row.getObject("annual_median_cents", Long.class);
          Long ninetieth = row.getObject("annual_p90_cents", Long.class);
          Long employed = row.getObject("employment", Long.class);
          return new TitleMatcher.Occupation(
              row.getString("code"),
              row.getString("title"),
              row.getString("description"),
              tenth == null || median == null || ninetieth == null
                  ? Optional.empty()
                  : Optional.of(new Pay(tenth, median, ninetieth)),
              employed == null ? OptionalLong.empty() : OptionalLong.of(employed));
        })
        .list();
  }

  private List<KnownTitle> titles() {
    return jdbc.sql("select code, title from reference.occupation_title order by code, title, kind")
        .query((row, n) -> new KnownTitle(row.getString("code"), row.getString("title")))
        .list();
  }

  private List<Task> tasks() {
    return jdbc.sql("select code, task from reference.task order by code, task")
        .query((row, n) -> new Task(row.getString("code"), row.getString("task")))
        .list();
  }
}
