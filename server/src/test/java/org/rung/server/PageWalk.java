package org.rung.server;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Looks at a page that is open, in both schemes, wide and on a phone: what axe finds, whether it
/// scrolls sideways, and whether the keyboard alone gets everywhere, forth and back, and is seen
/// where it is. The script `page-walk.js` asks the questions inside the page.
public final class PageWalk {
  private static final String SCRIPTS =
      text(AxeBuilder.class, "/axe.min.js") + ";\n" + text(PageWalk.class, "/page-walk.js");
  private static final int NARROWEST = 320;
  private static final int SHIFT = 8; // as the browser's protocol counts modifiers

  /// How a page is looked at.
  private enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, 1440),
    DARK_WIDE(ColorScheme.DARK, 1440),
    DARK_PHONE(ColorScheme.DARK, 390),
    LIGHT_PHONE(ColorScheme.LIGHT, 390);

    private final ColorScheme scheme;
    private final int width;

    Look(ColorScheme scheme, int width) {
      this.scheme = scheme;
      this.width = width;
    }
  }

  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private PageWalk(Page page) {
    this.page = page;
  }

  /// Everything that is wrong with the page, in words; empty when nothing is.
  ///
  /// @param framed whether what stands around every page, its head and its menu, is looked at, too
  static List<String> of(Page page, boolean framed) {
    PageWalk walk = new PageWalk(page);
    page.evaluate(SCRIPTS + "; true");
    if (!framed) {
      page.evaluate("walk.withoutFrame()");
    }
    page.evaluate("walk.openAll()");
    for (Look look : Look.values()) {
      walk.look(look);
    }
    return walk.faults;
  }

  /// What axe finds on the page as it is, and whether it scrolls sideways.
  public static List<String> sound(Page page) {
    page.evaluate(SCRIPTS + "; true");
    List<String> faults = new ArrayList<>();
    words(page.evaluate("walk.axe(true)")).forEach(fault -> faults.add(page.url() + ": " + fault));
    int wider = (Integer) page.evaluate("walk.wider()");
    if (wider > 0) {
      faults.add("%s is wider than the window by %d".formatted(page.url(), wider));
    }
    return faults;
  }

  private void look(Look look) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(look.scheme)
            // A colour half way between two has a contrast of its own.
            .setReducedMotion(ReducedMotion.REDUCE));
    size(look.width);
    axe(look);
    switch (look) {
      case LIGHT_WIDE -> {
        add(look, words(page.evaluate("walk.mouseOnly()")));
        keyboard(look, "Tab");
        openers(look);
      }
      case DARK_PHONE -> {
        sideways(look.width);
        keyboard(look, "Shift+Tab");
        openers(look);
      }
      case LIGHT_PHONE -> {
        size(NARROWEST);
        sideways(NARROWEST);
      }
      case DARK_WIDE -> sideways(look.width);
    }
  }

  private void size(int width) {
    page.setViewportSize(width, 900);
  }

  /// Each scheme and each width is asked for everything once; what depends on both, the contrast of
  /// colours, in every look.
  private void axe(Look look) {
    boolean all = look == Look.LIGHT_WIDE || look == Look.DARK_PHONE;
    add(look, words(page.evaluate("all => walk.axe(all)", all)));
  }

  private void sideways(int width) {
    int wider = (Integer) page.evaluate("walk.wider()");
    if (wider > 0) {
      faults.add("is %d wider than %d".formatted(wider, width));
    }
  }

  private void keyboard(Look look, String key) {
    int presses = (Integer) page.evaluate("walk.begin()");
    int missing = presses;
    CDPSession keys = page.context().newCDPSession(page);
    JsonObject tab = new JsonObject();
    tab.addProperty("type", "rawKeyDown");
    tab.addProperty("key", "Tab");
    tab.addProperty("code", "Tab");
    tab.addProperty("windowsVirtualKeyCode", 9);
    tab.addProperty("modifiers", key.startsWith("Shift") ? SHIFT : 0);
    // What has a stop for each of its parts, or scrolls, takes more presses than it is elements.
    for (int round = 0; round < 4 && missing > 0; round++) {
      for (int i = 0; i < (round == 0 ? presses : missing + 10); i++) {
        // Held down, not pressed and let go: half as much to wait for, and there are thousands.
        keys.send("Input.dispatchKeyEvent", tab);
      }
      missing = (Integer) page.evaluate("walk.missing()");
    }
    keys.detach();
    add(look, words(page.evaluate("back => walk.end(back)", key.startsWith("Shift"))));
  }

  /// What a button opens is opened, entered, read by axe and left by the keyboard alone.
  private void openers(Look look) {
    for (String id : words(page.evaluate("walk.openers()"))) {
      Locator opener = page.locator("button[popovertarget='%s']".formatted(id)).first();
      Locator opened = page.locator("[id='%s']".formatted(id));
      opener.focus();
      page.keyboard().press("Enter");
      if (!opened.isVisible()) {
        faults.add("%s: Enter does not open %s".formatted(look, id));
        continue;
      }
      add(look, words(page.evaluate("id => walk.axe(true, id)", id)));
      page.keyboard().press("Tab");
      if (!focusIsIn(opened)) {
        faults.add("%s: Tab does not enter %s".formatted(look, id));
      }
      page.keyboard().press("Escape");
      if (opened.isVisible()) {
        faults.add("%s: Escape does not close %s".formatted(look, id));
      } else if (!focusIsIn(opener)) {
        faults.add("%s: the focus is lost when %s closes".formatted(look, id));
      }
    }
  }

  private static boolean focusIsIn(Locator place) {
    return (Boolean) place.evaluate("e => e.contains(document.activeElement)");
  }

  private void add(Look look, List<String> found) {
    found.forEach(fault -> faults.add(look + ": " + fault));
  }

  private static List<String> words(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  private static String text(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
