package org.rung.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Each type of problem has a page, open to everybody.
@RungTest
@TestPropertySource(
    properties = {
      "rung.test=api",
      "rung.jobs.work=false",
      "rung.mail.server=smtp://127.0.0.1:9",
      "rung.mail.from=learning@example.org"
    })
class ProblemPagesTest {
  @LocalServerPort private int port;

  @Test
  void everyTypeHasAPageThatSaysWhatToDoAndAllStandOnOne() {
    Visitor nobody = new Visitor(port);
    String all = nobody.page("/problems");
    for (ProblemType type : ProblemType.values()) {
      assertThat(all).contains("href=\"" + type.address() + "\"");
      assertThat(nobody.page(type.address()))
          .contains(
              type.title(),
              "What to do",
              "Status " + type.status().value(),
              "\"type\" : \"" + type.address() + "\"");
    }
    assertThat(nobody.open("/problems/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void theWordsAreThoseOfThePages() {
    for (ProblemType type : ProblemType.values()) {
      assertThat(type.title() + type.meaning() + type.remedy() + type.example())
          .doesNotContainIgnoringCase("invalid")
          .doesNotContainIgnoringCase("please")
          .doesNotContainIgnoringCase("oops");
    }
  }
}
