package org.rung.server.classes;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Rooms and instructors, for planners.
@Controller
class RoomPages {
  private final Templates templates;
  private final Frames frames;
  private final Rooms rooms;
  private final Instructors instructors;

  RoomPages(Templates templates, Frames frames, Rooms rooms, Instructors instructors) {
    this.templates = templates;
    this.frames = frames;
    this.rooms = rooms;
    this.instructors = instructors;
  }

  @Bean
  static RailEntry roomsEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 560, "Rooms", "/rooms");
  }

  @Bean
  static RailEntry instructorsEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 561, "Instructors", "/instructors");
  }

  @GetMapping("/rooms")
  Html rooms() {
    return rooms(Map.of(), "");
  }

  @PostMapping("/rooms")
  Object add(
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String seats) {
    try {
      rooms.add(number(site), name, number(seats));
      return new RedirectView("/rooms", true, false);
    } catch (Refused refused) {
      return rooms(
          Map.of("site", site, "name", name, "seats", seats), String.valueOf(refused.getMessage()));
    }
  }

  /// Sets the clock of a site.
  @PostMapping("/rooms/zones")
  Object zone(
      @RequestParam(defaultValue = "") String site, @RequestParam(defaultValue = "") String zone) {
    try {
      rooms.setZone(number(site), zone);
      return new RedirectView("/rooms", true, false);
    } catch (Refused refused) {
      return rooms(Map.of("zone_site", site, "zone", zone), String.valueOf(refused.getMessage()));
    }
  }

  @PostMapping("/rooms/{room}")
  View close(@PathVariable long room, @RequestParam(defaultValue = "false") boolean closed) {
    rooms.close(room, closed);
    return new RedirectView("/rooms", true, false);
  }

  @GetMapping("/rooms.csv")
  View csv() {
    return CsvDownload.of(
        "rooms.csv",
        List.of("room", "site", "name", "seats", "time_zone", "closed", "sessions_to_come"),
        to ->
            rooms
                .all()
                .forEach(room ->
                    to.row(
                        room.id(),
                        room.site(),
                        room.name(),
                        room.seats(),
                        room.zone().getId(),
                        room.closed() ? "yes" : "no",
                        room.sessions())));
  }

  @GetMapping("/instructors")
  Html instructors() {
    return instructors(Map.of(), "");
  }

  @PostMapping("/instructors")
  Object addInstructor(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String provider) {
    try {
      instructors.add(name, person, provider);
      return new RedirectView("/instructors", true, false);
    } catch (Refused refused) {
      return instructors(
          Map.of("name", name, "person", person, "provider", provider),
          String.valueOf(refused.getMessage()));
    }
  }

  @PostMapping("/instructors/{instructor}")
  View closeInstructor(
      @PathVariable long instructor, @RequestParam(defaultValue = "false") boolean closed) {
    instructors.close(instructor, closed);
    return new RedirectView("/instructors", true, false);
  }

  @GetMapping("/instructors.csv")
  View instructorsCsv() {
    return CsvDownload.of(
        "instructors.csv",
        List.of("instructor", "name", "person_id", "provider", "closed", "sessions_to_come"),
        to ->
            instructors
                .all()
                .forEach(one ->
                    to.row(
                        one.id(),
                        one.name(),
                        one.employerId().orElse(""),
                        one.provider().orElse(""),
                        one.closed() ? "yes" : "no",
                        one.sessions())));
  }

  private Html rooms(Map<String, String> form, String error) {
    return Html.of(
        templates.classesRooms(
            frames.frame("Rooms", Crumb.of("Run"), Crumb.of("Rooms")),
            new RoomsPage(rooms.all(), rooms.sites(), Rooms.employer(), form, error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html instructors(Map<String, String> form, String error) {
    return Html.of(
        templates.classesInstructors(
            frames.frame("Instructors", Crumb.of("Run"), Crumb.of("Instructors")),
            new InstructorsPage(instructors.all(), instructors.providers(), form, error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static int number(String text) {
    if (!text.strip().matches("\\d{1,9}")) {
      throw new Refused("“%s” is no whole number. Give one.".formatted(text));
    }
    return Integer.parseInt(text.strip());
  }
}
