package org.rung.server.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is looking, and which rows are theirs.
///
/// @param account the name it is noted under, as in `Frames.viewer()`; empty before sign-in
/// @param name what others see
/// @param employerId the person this account is, by the employer's id; empty when it is nobody's
/// @param departments whose people are this viewer's team, in order; empty without a team
/// @param providers whose classes this viewer gives, in order; empty for whom is no partner
public record Viewer(
    String account,
    String name,
    Set<Role> roles,
    Optional<String> employerId,
    List<String> departments,
    List<String> providers) {
  static final Viewer NOBODY = new Viewer("", "", Set.of(), Optional.empty(), List.of(), List.of());

  public Viewer {
    roles = Set.copyOf(roles);
    departments = List.copyOf(departments);
    providers = List.copyOf(providers);
  }

  /// Whether the account has this role.
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /// Whether the person with this id is the viewer.
  public boolean isPerson(String id) {
    return employerId.filter(id::equals).isPresent();
  }

  /// Whether people of this department are the viewer's team.
  public boolean leads(String department) {
    return is(Role.MANAGER) && departments.contains(department);
  }

  /// The address of the first page for this viewer.
  public String start() {
    if (is(Role.PLANNER) || is(Role.FINANCE) || is(Role.ADMIN)) {
      return "/";
    }
    if (is(Role.MANAGER)) {
      return "/team";
    }
    if (is(Role.EMPLOYEE) || employerId.isPresent()) {
      return "/my";
    }
    if (is(Role.PARTNER)) {
      return "/partner";
    }
    return is(Role.KEEPER) ? "/fairness" : "/";
  }
}
