package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.ledger.Money;
import org.rung.server.letters.Letter;
import org.rung.server.letters.LetterField;
import org.rung.server.letters.LetterKind;
import org.rung.server.letters.Letters;
import org.rung.server.letters.Reader;
import org.rung.server.letters.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The letters of places: the offer, and what others decided about a place since. In the
/// transaction of the caller; what people do themselves they are not written.
@Component
class PlaceLetters {
  private static final String OFFER = "offer";
  private static final String PLACE = "place";

  private final Letters letters;

  PlaceLetters(Letters letters) {
    this.letters = letters;
  }

  @Bean
  static LetterKind offerLetter() {
    return new LetterKind(
        OFFER,
        "Offer of a place",
        List.of(
            LetterField.needed("programme", "its name", new Value.Words("Welding, first level")),
            LetterField.given("provider", "who teaches it", new Value.Words("Lakeside College")),
            LetterField.given("towards", "the role it leads to", new Value.Words("Welder")),
            LetterField.needed(
                "first day", "of the class", new Value.Day(LocalDate.of(2027, 1, 11))),
            LetterField.given("last day", "to plan with", new Value.Day(LocalDate.of(2027, 3, 5))),
            LetterField.given("hours", "of teaching", new Value.Count(120)),
            LetterField.given(
                "price", "that the employer pays", new Value.Amount(Money.cents(240_000))),
            LetterField.given(
                "why", "why this person", new Value.Words("Shares most skills with your role.")),
            LetterField.given(
                "seat",
                "whether a seat is held",
                new Value.Words("A seat is held for you until then.")),
            LetterField.sometimes(
                "released by",
                "who releases, for a class on working time",
                new Value.Words("your manager")),
            LetterField.sometimes(
                "entry test",
                "what has to be passed before",
                new Value.Words("Reading drawings, 40 of 60 points")),
            LetterField.needed(
                "answer by", "the last day to answer", new Value.Day(LocalDate.of(2026, 12, 7)))),
        LetterKind.shipped(PlaceLetters.class, "/letters/offer.txt"),
        true);
  }

  @Bean
  static LetterKind placeLetter() {
    return new LetterKind(
        PLACE,
        "News of a place",
        List.of(
            LetterField.needed(
                "outcome",
                "what was decided",
                new Value.Words("A seat is yours: Welding, from 11 Jan 2027, towards Welder")),
            LetterField.needed(
                "reasons",
                "why",
                new Value.Lines(List.of("A seat became free, and you were next.")))),
        LetterKind.shipped(PlaceLetters.class, "/letters/place.txt"),
        false);
  }

  /// @param answerBy the last day to answer, as it is sent
  /// @param test that the person has still to pass
  void offer(Offer offer, LocalDate answerBy, String seat, Optional<EntryTest> test, String by) {
    Place place = offer.place();
    Map<String, Value> fields =
        new HashMap<>(
            Map.of(
                "programme", new Value.Words(place.name()),
                "provider", new Value.Words(place.provider()),
                "towards", new Value.Words(place.to()),
                "first day", new Value.Day(place.starts()),
                "last day", new Value.Day(place.ends()),
                "hours", new Value.Count(place.hours()),
                "price", new Value.Amount(Money.cents(place.priceCents())),
                "why", new Value.Words(offer.why()),
                "seat", new Value.Words(seat),
                "answer by", new Value.Day(answerBy)));
    if (place.paidTime()) {
      fields.put("released by", new Value.Words("your manager"));
    }
    test.ifPresent(first ->
        fields.put(
            "entry test", new Value.Words("%s, %s".formatted(first.name(), first.needed()))));
    letters.send(
        new Letter(
            "offer " + offer.id(),
            OFFER,
            new Reader.Person(offer.person(), offer.personName()),
            "offer " + offer.id(),
            "/my/offers/" + offer.id(),
            fields,
            by));
  }

  /// @param decision the number of the decision that it tells
  void news(
      long person,
      String personName,
      long decision,
      String outcome,
      List<String> reasons,
      String by) {
    letters.send(
        new Letter(
            "decision " + decision,
            PLACE,
            new Reader.Person(person, personName),
            "decision " + decision,
            "/my/offers",
            Map.of(
                "outcome", new Value.Words(outcome),
                "reasons", new Value.Lines(reasons)),
            by));
  }
}
