package org.rung.server.enrolment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rung.server.ledger.AboutLink;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Leads from the money of a place to its intake.
@Component
class PlaceLink implements AboutLink {
  private static final Pattern PLACE = Pattern.compile("(offer|enrolment) ([1-9]\\d{0,17})");

  private final JdbcClient jdbc;

  PlaceLink(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<String> address(String about) {
    Matcher place = PLACE.matcher(about);
    return place.matches()
        ? jdbc.sql("select intake_id from enrolment.%s where id = :id".formatted(place.group(1)))
            .param("id", Long.parseLong(place.group(2)))
            .query(Long.class)
            .optional()
            .map(intake -> "/intakes/" + intake)
        : Optional.empty();
  }
}
