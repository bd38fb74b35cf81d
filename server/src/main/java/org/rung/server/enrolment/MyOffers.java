package org.rung.server.enrolment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts together what a person sees of the own offers and enrolments.
@Component
class MyOffers {
  private final JdbcClient jdbc;
  private final Offers offers;
  private final Enrolments enrolments;
  private final Releases releases;
  private final WaitingList waiting;
  private final Sending sending;
  private final EntryTests tests;

  MyOffers(
      JdbcClient jdbc,
      Offers offers,
      Enrolments enrolments,
      Releases releases,
      WaitingList waiting,
      Sending sending,
      EntryTests tests) {
    this.jdbc = jdbc;
    this.offers = offers;
    this.enrolments = enrolments;
    this.releases = releases;
    this.waiting = waiting;
    this.sending = sending;
    this.tests = tests;
  }

  /// A person by the employer's id.
  ///
  /// @param role the present one, empty where the newest file has the person no more
  record Person(long id, String name, String role) {}

  Optional<Person> person(String employerId) {
    return jdbc.sql(
            """
            select p.id, coalesce(r.title, '') as role
              from people.person p
              left join people.now e on e.person_id = p.id
              left join people.role r on r.id = e.role_id
             where p.employer_id = :id
            """)
        .param("id", employerId)
        .query((row, n) -> new Person(row.getLong("id"), employerId, row.getString("role")))
        .optional();
  }

  MyOffersPage page(Person person) {
    List<MyOffersPage.Standing> standings =
        enrolments.of(person.id()).stream()
            .map(enrolment ->
                new MyOffersPage.Standing(
                    enrolment,
                    enrolments.steps(enrolment.id()),
                    releases.of(enrolment.id()),
                    enrolment.state() == State.WAITING
                        ? Optional.of(waiting.of(enrolment))
                        : Optional.empty()))
            .toList();
    return new MyOffersPage(offers.sentTo(person.id()), standings, enrolments.today());
  }

  MyOfferPage letter(Person person, long offer, Map<String, String> errors) {
    Offer sent = offers.sentTo(person.id(), offer);
    return new MyOfferPage(
        sent,
        person.role(),
        enrolments.of(person.id()).stream()
            .filter(made -> made.offer().filter(from -> from == offer).isPresent())
            .findFirst(),
        sending.answersFor(sent),
        tests.of(person.id(), sent.place().programme(), enrolments.today()),
        enrolments.today(),
        errors);
  }
}
