package org.rung.server.programmes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What an employer can start from. Begins with the six templates shipped in `programmes.yaml`;
/// from then on they belong to the employer.
@Component
public class ProgrammeTemplates implements InitializingBean {
  private static final int LARGEST_FILE = 1 << 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ProgrammeTemplates(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public void afterPropertiesSet() {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("lock table programmes.template in exclusive mode").update();
      if (all().isEmpty()) {
        put(TemplateFile.read(shipped()));
      }
    });
  }

  /// The file that comes with the product, as it is.
  static String shipped() {
    try (InputStream file =
        ProgrammeTemplates.class.getResourceAsStream("/programmes/programmes.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All templates in their order.
  public List<Template> all() {
    return jdbc.sql("select document from programmes.template order by place, id")
        .query((row, n) -> TemplateFile.JSON.readValue(row.getString("document"), Template.class))
        .list();
  }

  /// One template.
  public Optional<Template> find(String id) {
    return all().stream().filter(template -> template.id().equals(id)).findFirst();
  }

  /// All of them as the one file that another employer can adopt.
  public String file() {
    return TemplateFile.write(all());
  }

  /// Takes a file: templates with a known id are replaced, others added at the end. All or nothing.
  ///
  /// @return how many templates the file holds
  /// @throws TemplateFile.Unreadable with every mistake and its place
  int adopt(String yaml) {
    List<Template> templates = TemplateFile.read(yaml);
    transaction.executeWithoutResult(status -> put(templates));
    return templates.size();
  }

  /// The same for a file as it was sent.
  int adopt(byte[] file) {
    if (file.length > LARGEST_FILE) {
      throw new TemplateFile.Unreadable(
          List.of("the file: it is larger than 1 MB; templates have a few pages"));
    }
    try {
      return adopt(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException e) {
      throw new TemplateFile.Unreadable(
          List.of("the file: it is not text in UTF-8; save programmes.yaml as UTF-8"));
    }
  }

  private void put(List<Template> templates) {
    for (Template template : templates) {
      jdbc.sql(
              """
              insert into programmes.template (id, place, name, strategy, document)
              values (:id, (select coalesce(max(place), 0) + 1 from programmes.template), :name,
                      :strategy, :document::jsonb)
              on conflict (id) do update
                 set name = excluded.name,
                     strategy = excluded.strategy,
                     document = excluded.document
              """)
          .param("id", template.id())
          .param("name", template.name())
          .param("strategy", template.strategy().code())
          .param("document", TemplateFile.JSON.writeValueAsString(template))
          .update();
    }
  }
}
