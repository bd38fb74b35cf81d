package org.rung.server.decisions;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Closes bytes under the key of the server, which is never in the database: who has the database
/// alone, or a backup of it, cannot read them.
@Component
public class Envelopes {
  private final ServerKeys keys;

  Envelopes(Keyring keyring) {
    this.keys = keyring.servers();
  }

  /// What was closed.
  ///
  /// @param server the name of the key it lies under
  public record Envelope(byte[] closed, String server) {
    public Envelope {
      closed = closed.clone();
    }

    @Override
    public byte[] closed() {
      return closed.clone();
    }
  }

  /// Closes bytes; the same bytes never look the same twice.
  ///
  /// @param about what they belong to: they open with the same words alone
  public Envelope close(byte[] plain, String about) {
    return new Envelope(keys.wrap(new Aes(), plain, words(about)), keys.name());
  }

  /// What lies in it; nothing where this server has not the key, or somebody changed it.
  public Optional<byte[]> open(Envelope envelope, String about) {
    return keys.find(envelope.server())
        .flatMap(key -> new Aes().open(key, envelope.closed(), words(about)));
  }

  private static byte[] words(String about) {
    return ("rung envelope " + about).getBytes(StandardCharsets.UTF_8);
  }
}
