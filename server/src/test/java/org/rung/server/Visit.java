package org.rung.server;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;

/// A page as somebody meets it.
///
/// @param who the account, empty when signed out
/// @param deed what is done there first
record Visit(String who, String address, int status, String words, Consumer<Page> deed) {
  static final String NOBODY = "";

  Visit(String who, String address) {
    this(who, address, 200, "", page -> {});
  }

  Visit refused(int with) {
    return new Visit(who, address, with, words, deed);
  }

  /// @param what said in the name of the test
  Visit after(String what, Consumer<Page> first) {
    return new Visit(who, address, status, ", " + what, first);
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(who.isEmpty() ? "signed out" : who, address, words);
  }

  /// Types into a field, wherever it is folded away.
  static void fill(Page page, String field, String words) {
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    page.locator(field).first().fill(words);
  }

  /// Presses what sends a form, its faults and all, and waits for the answer.
  static void press(Page page, String button) {
    page.locator(button).first().evaluate("b => b.form?.setAttribute('novalidate', '')");
    page.waitForNavigation(() -> page.locator(button).first().click());
  }
}
