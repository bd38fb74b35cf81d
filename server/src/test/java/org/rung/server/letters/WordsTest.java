package org.rung.server.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rung.server.ledger.Money;

/// What is wrong with words is said, and what comes of those that are right.
class WordsTest {
  private static final Manner CHICAGO = new Manner("en", ZoneId.of("America/Chicago"));
  private static final List<LetterField> FIELDS =
      List.of(
          LetterField.needed("answer by", "the deadline", new Value.Moment(Instant.EPOCH)),
          LetterField.given("course", "what is taught", new Value.Words("Welding")),
          LetterField.sometimes("room", "where it is", new Value.Words("12")),
          LetterField.sometimes("sessions", "when it is", new Value.Lines(List.of("Mon"))));
  private static final String WORDS =
      """
      Subject: A place in {course}

      Dear {reader},
      you are offered a place. Answer by {answer by}.

      It is in room {room}.

      {sessions}

      You need:
      - boots
      - a key to room {room}

      {page}
      """;

  private static Written fill(Map<String, Value> fields) {
    return Words.fill(WORDS, fields, CHICAGO, "/my/offers/17");
  }

  private static final Map<String, Value> OFFER =
      Map.of(
          "reader", new Value.Words("Zoë Łuk"),
          "course", new Value.Words("Welding"),
          "answer by", new Value.Moment(Instant.parse("2027-01-29T23:00:00Z")));

  @Test
  void saysWhereAFieldIsMisspeltAndWhichWasMeant() {
    assertThat(Words.faults(WORDS.replace("{answer by}", "{anwser by}"), FIELDS))
        .containsExactly(
            "Line 4 names {anwser by}, which is no field. Is it {answer by}?",
            "The words do not name {answer by}, the deadline. The reader cannot do without it.");
    assertThat(Words.faults(WORDS.replace("boots", "{a completely different thing}"), FIELDS))
        .singleElement()
        .asString()
        .contains("Line 11", "The fields are {answer by}, {course}, {employer}");
  }

  @Test
  void refusesWordsWithoutSubjectLetterOrTheOtherBrace() {
    assertThat(Words.faults("Dear {reader}\n\n{answer by}\n", FIELDS))
        .containsExactly("Line 1 is “Dear {reader}”. It is the subject: begin it with “Subject:”.");
    assertThat(Words.faults("Subject: x\n", List.of()))
        .containsExactly("Below the subject stands nothing. Write the letter there.");
    assertThat(Words.faults("Subject: x\nDear", List.of()))
        .containsExactly("Line 2 is “Dear”. Leave it empty, below the subject.");
    assertThat(Words.faults("Subject: x\n\nby {answer by", List.of()))
        .containsExactly("Line 3 has a brace without its other. Fields stand between { and }.");
    assertThat(Words.faults("Subject: {room}\n\n{answer by}", FIELDS))
        .containsExactly(
            "The subject names {room}, which some letters do not have. Name it below.");
    assertThat(Words.faults(WORDS, FIELDS)).isEmpty();
  }

  @Test
  void leavesOutWhatNamesAFieldThatThisLetterHasNot() {
    assertThat(fill(OFFER).plain())
        .isEqualTo(
            """
            Dear Zoë Łuk,
            you are offered a place. Answer by Fri 29 Jan 2027, 17:00.

            You need:

            - boots

            /my/offers/17
            """);
  }

  @Test
  void writesALetterWithAllItsFields() {
    Map<String, Value> all = new java.util.HashMap<>(OFFER);
    all.put("room", new Value.Words("12"));
    all.put("sessions", new Value.Lines(List.of("Mon 1 Feb, 09:00", "Tue 2 Feb, 09:00")));
    Written written = fill(all);
    assertThat(written.subject()).isEqualTo("A place in Welding");
    assertThat(written.blocks())
        .containsExactly(
            new Written.Block.Paragraph(
                List.of(
                    "Dear Zoë Łuk,", "you are offered a place. Answer by Fri 29 Jan 2027, 17:00.")),
            new Written.Block.Paragraph(List.of("It is in room 12.")),
            new Written.Block.Items(List.of("Mon 1 Feb, 09:00", "Tue 2 Feb, 09:00")),
            new Written.Block.Paragraph(List.of("You need:")),
            new Written.Block.Items(List.of("boots", "a key to room 12")),
            new Written.Block.Onwards("/my/offers/17"));
  }

  @Test
  void aFieldIsNeverTakenForWordsThatNameFields() {
    Map<String, Value> sly = new java.util.HashMap<>(OFFER);
    sly.put("reader", new Value.Words("{answer by}\u0007\u202f\r\nBcc: x"));
    assertThat(fill(sly).plain()).startsWith("Dear {answer by}\u202f\nBcc: x,\nyou are");
  }

  @Test
  void writesDaysMoneyAndNumbersInTheLanguageOfTheLetter() {
    Manner german = new Manner("de", ZoneId.of("Europe/Berlin"));
    Value day = new Value.Day(LocalDate.of(2027, 1, 29));
    Value moment = new Value.Moment(Instant.parse("2027-01-29T23:30:00Z"));
    Value money = new Value.Amount(new Money(525_000, Currency.getInstance("EUR")));
    assertThat(day.written(CHICAGO)).isEqualTo("Fri 29 Jan 2027");
    assertThat(day.written(german)).isEqualTo("29. Januar 2027");
    assertThat(moment.written(CHICAGO)).isEqualTo("Fri 29 Jan 2027, 17:30");
    assertThat(moment.written(german)).isEqualTo("30. Januar 2027, 00:30");
    assertThat(money.written(CHICAGO)).isEqualTo("EUR 5,250.00");
    assertThat(money.written(german).replace('\u00a0', ' ')).isEqualTo("5.250,00 €");
    assertThat(new Value.Count(33_702).written(german)).isEqualTo("33.702");
  }

  @Test
  void valuesComeBackFromTheDatabaseAsTheyWere() {
    Map<String, Value> fields =
        Map.of(
            "a", new Value.Words("“x” {y}"),
            "b", new Value.Day(LocalDate.of(2028, 2, 29)),
            "c", new Value.Moment(Instant.parse("2027-01-29T23:30:00.123456Z")),
            "d", new Value.Amount(Money.cents(-1)),
            "e", new Value.Count(Long.MAX_VALUE),
            "f", new Value.Lines(List.of("one", "two")));
    assertThat(FieldValues.of(FieldValues.json(fields))).isEqualTo(fields);
  }

  @Test
  void aKindWithWordsThatDoNotFitItsFieldsDoesNotStart() {
    assertThatThrownBy(
            () -> new LetterKind("offer", "Offer", FIELDS, "Subject: x\n\nnothing", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{answer by}");
  }
}
