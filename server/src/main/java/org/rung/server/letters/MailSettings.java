package org.rung.server.letters;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Which mail server takes letters and who sends them, from the environment. `smtps:` speaks TLS
/// from the first byte; `smtp:` changes to it where the server offers it, and must before a
/// password is told to another machine.
///
/// @param server what `RUNG_SMTP_URL` names, empty when letters are read on the page alone
@Component
record MailSettings(Optional<Server> server) {
  static final String NONE = "No mail server is named, so the letter is read on its page alone.";
  private static final int CONNECT_MILLISECONDS = 10_000;
  private static final int ANSWER_MILLISECONDS = 20_000;

  /// When the talk with the server is made unreadable.
  enum Tls {
    FIRST,
    OFFERED,
    REQUIRED,
    NO
  }

  /// @param user empty where the server asks nobody
  record Server(
      Tls tls, String host, int port, String user, String password, InternetAddress from) {
    /// As the mail library reads them.
    Properties properties() {
      Properties properties = new Properties();
      String protocol = protocol();
      properties.setProperty("mail.transport.protocol", protocol);
      String at = "mail." + protocol + ".";
      properties.setProperty(at + "host", host);
      properties.setProperty(at + "port", Integer.toString(port));
      properties.setProperty(at + "auth", Boolean.toString(!user.isEmpty()));
      properties.setProperty(at + "connectiontimeout", Integer.toString(CONNECT_MILLISECONDS));
      properties.setProperty(at + "timeout", Integer.toString(ANSWER_MILLISECONDS));
      properties.setProperty(at + "writetimeout", Integer.toString(ANSWER_MILLISECONDS));
      properties.setProperty(at + "from", from.getAddress());
      properties.setProperty(at + "ssl.checkserveridentity", "true");
      properties.setProperty(
          at + "starttls.enable", Boolean.toString(tls == Tls.OFFERED || tls == Tls.REQUIRED));
      properties.setProperty(at + "starttls.required", Boolean.toString(tls == Tls.REQUIRED));
      return properties;
    }

    String protocol() {
      return tls == Tls.FIRST ? "smtps" : "smtp";
    }

    /// Without the password, for people.
    String shown() {
      return "%s://%s:%d".formatted(protocol(), host, port);
    }

    /// Nothing of the password may come into a log.
    @Override
    public String toString() {
      return shown();
    }
  }

  @Autowired
  MailSettings(@Value("${rung.mail.server}") String url, @Value("${rung.mail.from}") String from) {
    this(read(url.strip(), from.strip()));
  }

  /// Whether letters go out by e-mail.
  boolean given() {
    return server.isPresent();
  }

  private static Optional<Server> read(String url, String from) {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(url);
      boolean first = "smtps".equals(uri.getScheme());
      boolean none = !first && "tls=no".equals(uri.getQuery());
      if ((!first && !"smtp".equals(uri.getScheme()))
          || uri.getHost() == null
          || (uri.getQuery() != null && !none)) {
        throw wrongServer();
      }
      String[] who =
          uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
      String user = who.length > 0 ? decoded(who[0]) : "";
      boolean here = isHere(uri.getHost());
      if (none && !user.isEmpty() && !here) {
        throw new IllegalArgumentException(
            "RUNG_SMTP_URL has a password and tls=no. A password is told to another machine by TLS alone.");
      }
      return Optional.of(
          new Server(
              first
                  ? Tls.FIRST
                  : none || here ? Tls.NO : user.isEmpty() ? Tls.OFFERED : Tls.REQUIRED,
              uri.getHost(),
              uri.getPort() > 0 ? uri.getPort() : first ? 465 : 587,
              user,
              who.length > 1 ? decoded(who[1]) : "",
              sender(from)));
    } catch (URISyntaxException e) {
      // Its message holds the password.
      throw wrongServer();
    }
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static IllegalArgumentException wrongServer() {
    return new IllegalArgumentException(
        "RUNG_SMTP_URL is no address of a mail server. Give smtp://USER:PASSWORD@HOST:587 or"
            + " smtps://USER:PASSWORD@HOST:465, signs other than letters and digits as %XX.");
  }

  private static InternetAddress sender(String from) {
    try {
      InternetAddress[] given = InternetAddress.parse(from, true);
      if (given.length == 1 && given[0].getAddress().indexOf('@') > 0) {
        // Made anew: only so is a name beyond ASCII written as headers need it.
        return given[0].getPersonal() == null
            ? given[0]
            : new InternetAddress(
                given[0].getAddress(),
                Words.oneLine(given[0].getPersonal()),
                StandardCharsets.UTF_8.name());
      }
    } catch (AddressException | UnsupportedEncodingException e) {
      // Told below, with what was given.
    }
    throw new IllegalArgumentException(
        "RUNG_MAIL_FROM is “%s”. Give one address, for example Learning <learning@example.org>."
            .formatted(from));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
