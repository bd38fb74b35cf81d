package org.rung.server;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A real Chromium for tests: the one `RUNG_CHROMIUM` names, else the system's, else the test
/// tool's own download.
public final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static Browser start() {
    Optional<Path> chromium = installed();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    chromium.isPresent()
                        ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                        : Map.of()));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setArgs(
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    chromium.ifPresent(options::setExecutablePath);
    return new Browser(playwright, playwright.chromium().launch(options));
  }

  private static Optional<Path> installed() {
    return Stream.of(
            System.getenv().getOrDefault("RUNG_CHROMIUM", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  public com.microsoft.playwright.Browser chromium() {
    return browser;
  }

  /// A window that knows nothing of what others saw.
  public BrowserContext window(ColorScheme scheme, int width, int height) {
    return browser.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setViewportSize(width, height));
  }

  /// A page of somebody who came in by the sign-in page, with an account as [ManyPeople#account]
  /// gives it.
  public static Page signedIn(BrowserContext window, int port, String email) {
    Page page = window.newPage();
    page.navigate("http://localhost:" + port + "/sign-in");
    page.locator("input[name=email]").fill(email);
    page.locator("input[name=password]").fill("secret-for-the-test");
    page.locator("main form .primary").click();
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
