package org.rung.server.letters;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Hands letters to the mail server, some at a time over one connection. A letter that was handed
/// over may be handed over again when this server is killed before it noted that: never lost, and
/// the second copy has the Message-ID of the first.
@Component
class Sender implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int AT_ONCE = 20;
  private static final long LOOK_MILLISECONDS = 5_000;

  /// After so long what is left of a handful is given back: well before another server may take it.
  private static final Duration ENOUGH = Outbox.HELD.dividedBy(2);

  private final Outbox outbox;
  private final Letters letters;
  private final LetterMail mail;
  private final MailSettings settings;
  private final Bell bell;
  private final boolean allowed;
  private volatile boolean running;

  /// Whether the last connection was made, so that the log tells of the first that was not.
  private boolean reached = true;

  private @Nullable Thread thread;

  /// @param allowed false for a command that does its one piece of work itself
  Sender(
      Outbox outbox,
      Letters letters,
      LetterMail mail,
      MailSettings settings,
      Bell bell,
      @Value("${rung.jobs.work:true}") boolean allowed) {
    this.outbox = outbox;
    this.letters = letters;
    this.mail = mail;
    this.settings = settings;
    this.bell = bell;
    this.allowed = allowed;
  }

  @Override
  public void start() {
    if (!allowed || !settings.given()) {
      return;
    }
    ready();
    thread = Thread.ofPlatform().name("letters").daemon().start(this::loop);
  }

  /// Without a thread of its own: whoever asks hands over.
  void ready() {
    running = true;
  }

  /// Ends after the letter that is being handed over; what is left is given back.
  @Override
  public void stop() {
    running = false;
    bell.ring();
    Thread stopping = thread;
    if (stopping != null) {
      try {
        stopping.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void loop() {
    while (running) {
      try {
        if (!handOver()) {
          bell.await(LOOK_MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException e) {
        if (running) {
          log.warn("The letters that wait cannot be read; looking again.", e);
          pause();
        }
      } catch (RuntimeException e) {
        // One letter that cannot be made must not keep all others.
        log.error("Handing letters to the mail server failed.", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      bell.await(LOOK_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Hands over what is due, a handful at most.
  ///
  /// @return whether there may be more, and the mail server takes it
  boolean handOver() {
    MailSettings.Server server = settings.server().orElseThrow();
    List<Outbox.Taken> taken = outbox.take(AT_ONCE);
    if (taken.isEmpty()) {
      return false;
    }
    Session session = Session.getInstance(server.properties());
    List<Outbox.Taken> left = new ArrayList<>(taken);
    try (Transport transport = session.getTransport(server.protocol())) {
      if (server.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(server.host(), server.port(), server.user(), server.password());
      }
      Instant until = Instant.now().plus(ENOUGH);
      Map<Long, Letters.Outgoing> outgoing =
          letters.outgoing(taken.stream().map(Outbox.Taken::letter).toList()).stream()
              .collect(Collectors.toMap(one -> one.text().letter().id(), Function.identity()));
      for (Outbox.Taken next : taken) {
        if (!running || !transport.isConnected() || Instant.now().isAfter(until)) {
          break;
        }
        left.remove(next);
        handOver(next, outgoing.get(next.letter()), server, session, transport);
      }
      outbox.giveBack(left);
    } catch (MessagingException e) {
      if (left.size() < taken.size()) {
        // The connection ended badly after all was said: what was handed over is noted.
        outbox.giveBack(left);
        return true;
      }
      if (reached) {
        log.warn("The mail server {} is not reached; letters wait.", server.shown());
      }
      reached = false;
      for (Outbox.Taken next : left) {
        outbox.later(next, answer(e));
      }
      return false;
    }
    reached = true;
    return true;
  }

  private void handOver(
      Outbox.Taken taken,
      Letters.@Nullable Outgoing outgoing,
      MailSettings.Server server,
      Session session,
      Transport transport) {
    Optional<Written> written =
        Optional.ofNullable(outgoing).flatMap(letter -> letter.text().written());
    if (outgoing == null || written.isEmpty()) {
      outbox.unsent(taken, "What was personal in it has been erased.");
      return;
    }
    if (outgoing.email().isEmpty()) {
      outbox.unsent(taken, "No account is this person, so the letter is read on its page alone.");
      return;
    }
    String to = outgoing.email().get();
    InternetAddress address;
    try {
      address = address(to);
    } catch (AddressException e) {
      outbox.failed(taken, "“%s” is no address of e-mail.".formatted(to));
      return;
    }
    try {
      MimeMessage message =
          mail.of(
              session, server.from(), address, outgoing.text(), written.get(), outgoing.message());
      transport.sendMessage(message, message.getAllRecipients());
      outbox.sent(
          taken,
          to,
          transport instanceof SMTPTransport smtp && smtp.getLastServerResponse() != null
              ? smtp.getLastServerResponse()
              : "");
    } catch (MessagingException e) {
      if (refused(e)) {
        outbox.failed(taken, answer(e));
      } else {
        outbox.later(taken, answer(e));
      }
    } catch (RuntimeException e) {
      if (e instanceof DataAccessException) {
        throw e;
      }
      log.error("Letter {} cannot be made.", taken.letter(), e);
      outbox.failed(
          taken,
          "The letter could not be made. The log of the server names letter %d."
              .formatted(taken.letter()));
    }
  }

  /// Strictly one mailbox and nothing that ends a header.
  static InternetAddress address(String email) throws AddressException {
    InternetAddress address = new InternetAddress(email, true);
    address.validate();
    if (address.isGroup() || email.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new AddressException("more than one mailbox");
    }
    return new InternetAddress(address.getAddress());
  }

  /// Whether the server refuses this letter for good (5xx). That it does not know who sends is a
  /// matter of settings, which somebody mends.
  private static boolean refused(MessagingException e) {
    for (Exception at = e; at instanceof MessagingException m; at = m.getNextException()) {
      if (at instanceof SMTPAddressFailedException address) {
        return address.getReturnCode() >= 500;
      }
      if (at instanceof SMTPSendFailedException send
          && send.getReturnCode() >= 550
          && !"MAIL".equalsIgnoreCase(verb(send))
          && at.getClass() == SMTPSendFailedException.class
          && !(send.getNextException() instanceof SMTPAddressFailedException)) {
        return send.getReturnCode() < 600;
      }
    }
    return false;
  }

  private static String verb(SMTPSendFailedException e) {
    String command = e.getCommand() == null ? "" : e.getCommand();
    return command.length() < 4 ? command : command.substring(0, 4);
  }

  /// What the server said, from the innermost cause that says anything.
  private static String answer(MessagingException e) {
    String answer = "";
    for (Throwable at = e;
        at != null;
        at =
            at instanceof MessagingException m && m.getNextException() != null
                ? m.getNextException()
                : at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        answer = at.getMessage();
      }
    }
    return answer.isEmpty() ? "The mail server gave no reason." : answer;
  }
}
