package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.server.pages.Formats;

/// A slot limit that two plans use differently, with the reason.
///
/// @param then people on it in the first plan, with its slots, in words
/// @param now the same in the second
/// @param reason why it differs, from the prices and slots of both
/// @param moved people more or less, for the order
public record SlotChange(String label, String then, String now, String reason, long moved) {
  private static final double NOTHING = 0.5;

  /// The slots that differ, those that moved most people first.
  static List<SlotChange> between(List<PlanReading.Slot> before, List<PlanReading.Slot> after) {
    Map<String, PlanReading.Slot> first = byLabel(before);
    Map<String, PlanReading.Slot> second = byLabel(after);
    List<SlotChange> changes = new ArrayList<>();
    first.forEach((label, slot) -> of(label, slot, second.get(label)).ifPresent(changes::add));
    second.forEach((label, slot) -> {
      if (!first.containsKey(label)) {
        of(label, null, slot).ifPresent(changes::add);
      }
    });
    changes.sort(
        Comparator.comparingLong(SlotChange::moved).reversed().thenComparing(SlotChange::label));
    return List.copyOf(changes);
  }

  private static Map<String, PlanReading.Slot> byLabel(List<PlanReading.Slot> slots) {
    Map<String, PlanReading.Slot> byLabel = new TreeMap<>();
    slots.forEach(slot -> byLabel.put(slot.label(), slot));
    return byLabel;
  }

  private static Optional<SlotChange> of(
      String label,
      PlanReading.@org.jspecify.annotations.Nullable Slot then,
      PlanReading.@org.jspecify.annotations.Nullable Slot now) {
    long usedThen = then == null ? 0 : then.used();
    long usedNow = now == null ? 0 : now.used();
    long slotsThen = then == null ? 0 : then.capacity();
    long slotsNow = now == null ? 0 : now.capacity();
    if (usedThen == usedNow && slotsThen == slotsNow) {
      return Optional.empty();
    }
    return Optional.of(
        new SlotChange(
            label,
            used(usedThen, slotsThen),
            used(usedNow, slotsNow),
            reason(
                slotsThen,
                slotsNow,
                then == null ? 0 : then.cents(),
                now == null ? 0 : now.cents(),
                usedNow > usedThen),
            Math.abs(usedNow - usedThen)));
  }

  private static String used(long used, long slots) {
    return slots == 0
        ? "no slot"
        : "%s of %s".formatted(Formats.people(used), Formats.count(slots));
  }

  /// A slot's price is what one more would add: it tells whether the slot or something else holds
  /// people back.
  private static String reason(
      long slotsThen, long slotsNow, double centsThen, double centsNow, boolean more) {
    if (slotsThen != slotsNow) {
      return "The slots themselves changed from %s to %s."
          .formatted(Formats.count(slotsThen), Formats.count(slotsNow));
    }
    String one =
        "One more was worth %s and is worth %s"
            .formatted(Formats.cents(Math.round(centsThen)), Formats.cents(Math.round(centsNow)));
    if (centsThen <= NOTHING && centsNow > NOTHING) {
      return one + ": it was open and is scarce now.";
    }
    if (centsThen > NOTHING && centsNow <= NOTHING) {
      return one + ": money or seats end before the slots do.";
    }
    if (centsNow <= NOTHING) {
      return "Not scarce in either plan: what money and seats cost changed.";
    }
    return one + (more ? ": more people reach it now." : ": fewer people reach it now.");
  }
}
