package org.rung.server.people;

import java.util.List;
import org.rung.server.database.Copy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes the rows that an import could not take.
@Component
class HeldRows {
  private final Copy copy;
  private final JsonMapper json = new JsonMapper();

  HeldRows(Copy copy) {
    this.copy = copy;
  }

  /// @param names the columns of the file
  void write(long importId, List<String> names, List<HeldRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    copy.rows(
        """
        copy people.held_row (import_id, line, column_no, column_name, value, fault, reason, raw)
        from stdin
        """,
        to -> {
          for (HeldRow row : rows) {
            String raw = json.writeValueAsString(row.values());
            for (Fault fault : row.faults()) {
              to.number(importId)
                  .number(row.line())
                  .number(fault.column() + 1)
                  .text(fault.column() < 0 ? "" : names.get(fault.column()))
                  .text(fault.value())
                  .text(fault.kind().words())
                  .text(fault.reason())
                  .text(raw)
                  .end();
            }
          }
        });
  }
}
