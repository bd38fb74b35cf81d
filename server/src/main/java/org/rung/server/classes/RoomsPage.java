package org.rung.server.classes;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Rooms, and the clocks of their sites.
///
/// @param employer the time zone of sites that nobody gave one
/// @param form what was sent, by field
/// @param error what is wrong with it, empty when nothing is
public record RoomsPage(
    List<Room> rooms, List<Site> sites, ZoneId employer, Map<String, String> form, String error) {
  /// What is in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }
}
