package org.rung.server.access;

import java.util.Arrays;

/// Why a sign-in service did not let somebody in, in words for its page.
public enum OidcProblem {
  EMAIL_UNVERIFIED(
      "The sign-in service does not vouch for your email address. Verify it there and try again."),
  EMAIL_TAKEN(
      "The account of this email belongs to somebody else at the sign-in service. An administrator can remove that account."),
  NO_ROLE(
      "The sign-in service knows you, but gives you no role in Rung. An administrator can make an account for you."),
  PERSON_TAKEN(
      "Another account is the person that the sign-in service says you are. An administrator can take it off there."),
  FAILED(
      "The sign-in service did not let you in, or you stopped there. Try again; if it fails again, tell an administrator.");

  private final String words;

  OidcProblem(String words) {
    this.words = words;
  }

  /// A sentence or two: what is wrong and what to do.
  public String words() {
    return words;
  }

  /// The one of this name, else [#FAILED].
  static OidcProblem of(String name) {
    return Arrays.stream(values())
        .filter(problem -> problem.name().equals(name))
        .findAny()
        .orElse(FAILED);
  }
}
