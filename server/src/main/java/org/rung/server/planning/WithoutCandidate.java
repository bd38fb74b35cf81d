package org.rung.server.planning;

/// Why a person had no pathway to weigh at all, and the smallest change that would open one.
enum WithoutCandidate {
  ACCEPTED(
      "You accepted a place already; this plan keeps it and gives no other.",
      "Step back from the place under My offers to be planned anew."),
  CLOSED(
      "Not open here: this role is left where it is by a rule of the scenario.",
      "Open the role under the scenario's closed roles."),
  NO_OCCUPATION(
      "Cannot tell: the role has no occupation yet, so its skills are not known.",
      "Confirm the role's occupation under Roles."),
  NO_PATHWAY(
      "No programme in the catalogue leads from this role to a role that is open and near enough.",
      "Add a programme, or allow more hours, a higher price or a lower chance in the scenario."),
  CANNOT_TELL(
      "Cannot tell whether the education benefit is open: days of service are missing.",
      "Give the hire date (column “hired on”) in the next workforce file."),
  NOT_ENTITLED(
      "Not open yet: the education benefit is for hourly staff.",
      "An hourly post, or a change of the rule."),
  NOT_WORTH(
      "Every pathway that is open costs more than it is worth under these assumptions, or pays too little.",
      "A lower price, a higher chance, or a lower least pay in the scenario.");

  private final String reason;
  private final String change;

  WithoutCandidate(String reason, String change) {
    this.reason = reason;
    this.change = change;
  }

  String reason() {
    return reason;
  }

  String change() {
    return change;
  }
}
