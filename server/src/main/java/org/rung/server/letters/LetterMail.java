package org.rung.server.letters;

import gg.jte.generated.precompiled.Templates;
import gg.jte.output.StringOutput;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.springframework.stereotype.Component;

/// Letters as e-mail: plain text and HTML, with the PDF where the kind says so. The same letter is
/// the same message at every try, down to its Message-ID.
@Component
class LetterMail {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Templates templates;
  private final EmployerSettings employer;
  private final Wordings wordings;
  private final LetterPdf pdf;

  LetterMail(Templates templates, EmployerSettings employer, Wordings wordings, LetterPdf pdf) {
    this.templates = templates;
    this.employer = employer;
    this.wordings = wordings;
    this.pdf = pdf;
  }

  /// The message of a letter.
  ///
  /// @param message of the Message-ID
  /// @throws MessagingException when the address is none
  MimeMessage of(
      Session session,
      InternetAddress from,
      InternetAddress to,
      LetterText text,
      Written written,
      String message)
      throws MessagingException {
    String domain = from.getAddress().replaceFirst(".*@", "");
    MimeMessage mail = new SameMessage(session, "<letter.%s@%s>".formatted(message, domain));
    mail.setFrom(from);
    mail.setRecipient(MimeMessage.RecipientType.TO, to);
    mail.setSubject(Words.oneLine(written.subject()), UTF_8);
    mail.setSentDate(Date.from(text.letter().writtenAt()));
    mail.setHeader("Content-Language", text.manner().locale().toLanguageTag());
    // Nobody's machine answers a machine: RFC 3834.
    mail.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart alternative = new MimeMultipart("alternative");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(written.plain(), UTF_8, "plain");
    alternative.addBodyPart(plain);
    MimeBodyPart html = new MimeBodyPart();
    StringOutput page = new StringOutput();
    templates.lettersMail(text, written, employer.name()).render(page);
    html.setText(page.toString(), UTF_8, "html");
    alternative.addBodyPart(html);
    if (wordings.attached(text.letter().kind())) {
      MimeBodyPart both = new MimeBodyPart();
      both.setContent(alternative);
      MimeBodyPart paper = new MimeBodyPart();
      paper.setDataHandler(
          new DataHandler(new ByteArrayDataSource(pdf.of(text, written), "application/pdf")));
      paper.setFileName("letter-%d.pdf".formatted(text.letter().id()));
      paper.setDisposition(MimeBodyPart.ATTACHMENT);
      MimeMultipart mixed = new MimeMultipart("mixed");
      mixed.addBodyPart(both);
      mixed.addBodyPart(paper);
      mail.setContent(mixed);
    } else {
      mail.setContent(alternative);
    }
    mail.saveChanges();
    return mail;
  }

  private static final class SameMessage extends MimeMessage {
    private final String id;

    SameMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
