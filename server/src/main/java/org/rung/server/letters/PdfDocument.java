package org.rung.server.letters;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.models.runtime.JteModel;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/// A document for paper, made from a template: marked as PDF/A-3u and, tagged, as PDF/UA (no
/// validator was run), with the font inside, so that it is read alike everywhere, also aloud and in
/// many years.
///
/// The template is XHTML with a `lang`, a `<title>`, `<meta name="description">` and styles of its
/// own in `font-family: Letter`; it loads nothing.
public final class PdfDocument implements View {
  /// Under the SIL Open Font License 1.1; part of PDFBox.
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /// Held here, or the level that is set would go with the logger.
  private static final Logger CHATTY = Logger.getLogger("com.openhtmltopdf");

  static {
    CHATTY.setLevel(Level.SEVERE);
  }

  private final String fileName;
  private final byte[] bytes;

  /// @param fileName with its ending; letters beyond ASCII and signs become `-`
  public PdfDocument(String fileName, byte[] bytes) {
    this.fileName = fileName.replaceAll("[^A-Za-z0-9._-]+", "-");
    this.bytes = bytes.clone();
  }

  /// The bytes of a PDF.
  ///
  /// @throws UncheckedIOException when the template is no XHTML
  public static byte[] of(JteModel template) {
    StringOutput html = new StringOutput();
    template.render(html);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(
        (FSSupplier<InputStream>) PdfDocument::font,
        "Letter",
        400,
        BaseRendererBuilder.FontStyle.NORMAL,
        true);
    builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U);
    builder.usePdfUaAccessibility(true);
    builder.withProducer("Rung");
    // Nothing is fetched, whatever a template says.
    builder.useUriResolver((base, uri) -> null);
    builder.withHtmlContent(html.toString(), null);
    builder.toStream(to);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.toByteArray();
  }

  private static InputStream font() {
    return Objects.requireNonNull(PdfDocument.class.getResourceAsStream(FONT));
  }

  @Override
  public String getContentType() {
    return "application/pdf";
  }

  @Override
  public void render(
      @Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
