package org.rung.server.letters;

import java.util.ArrayList;
import java.util.List;

/// A letter in words, ready to be shown in any form.
///
/// @param subject one line
/// @param blocks never empty
public record Written(String subject, List<Block> blocks) {
  /// A part of a letter.
  public sealed interface Block {
    /// @param lines never empty
    record Paragraph(List<String> lines) implements Block {}

    /// A list.
    record Items(List<String> items) implements Block {}

    /// Where the reader goes on.
    ///
    /// @param address with scheme and host where they are known
    record Onwards(String address) implements Block {}
  }

  public Written {
    blocks = List.copyOf(blocks);
  }

  /// As plain text, lines as long as they are.
  public String plain() {
    List<String> parts = new ArrayList<>();
    for (Block block : blocks) {
      parts.add(
          switch (block) {
            case Block.Paragraph paragraph -> String.join("\n", paragraph.lines());
            case Block.Items items -> "- " + String.join("\n- ", items.items());
            case Block.Onwards onwards -> onwards.address();
          });
    }
    return String.join("\n\n", parts) + "\n";
  }
}
