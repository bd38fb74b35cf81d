package org.rung.server.planning;

import java.util.Map;
import java.util.Optional;

/// Everybody of the latest snapshot as columns of equal length, and their roles and sites.
///
/// @param person ids in `people`
/// @param name the employer's own ids
/// @param role position in `roles`
/// @param department ids; a department stands for a site where the files name none
/// @param site ids, as the files name them
/// @param payCents yearly pay
/// @param weeklyMinutes working time, 2,400 where the files do not say
/// @param serviceDays days of service that the files prove, -1 when they prove nothing
record Workforce(
    int snapshot,
    long[] person,
    String[] name,
    int[] role,
    int[] department,
    int[] site,
    long[] payCents,
    int[] weeklyMinutes,
    boolean[] hourly,
    boolean[] fullTime,
    int[] serviceDays,
    Role[] roles,
    Map<Integer, String> departments,
    Map<Integer, String> sites) {

  /// @param family the SOC major group, or that there is none yet
  /// @param payCents median yearly pay of its people
  /// @param shrinks beyond chance
  /// @param occupation empty while nobody and nothing has said
  record Role(
      int id,
      String title,
      String department,
      int people,
      long payCents,
      String family,
      boolean shrinks,
      Optional<String> occupation) {}

  int size() {
    return person.length;
  }

  /// What an hour of the person costs, in cents.
  double hourCents(int e) {
    return payCents[e] / (52.0 * weeklyMinutes[e] / 60.0);
  }
}
