package org.rung.server.letters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Letters, their way and their words, as JSON.
@JsonApi
class LettersApi {
  private final Letters letters;
  private final Outbox outbox;
  private final Wordings wordings;
  private final Viewers viewers;
  private final Audit audit;

  LettersApi(Letters letters, Outbox outbox, Wordings wordings, Viewers viewers, Audit audit) {
    this.letters = letters;
    this.outbox = outbox;
    this.wordings = wordings;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// A letter without its words.
  record LetterTold(
      long id,
      @Meaning("The code of its kind.") String kind,
      @Meaning("What letters of the kind are called.") String title,
      @Meaning("The person as the employer's files have it, if it goes to one.")
          Optional<String> employerId,
      @Meaning("Where else it goes.") Optional<String> mailbox,
      @Meaning("What it is about, for example offer 17.") String about,
      Instant writtenAt,
      @Meaning("Where it is on its way by e-mail; unsent: it is read on its page alone.")
          Delivery.State state,
      @Meaning("How often it was handed to the mail server.") int attempts,
      @Meaning("What the mail server said last, or why it is not sent; empty before.")
          String answer) {
    static LetterTold of(Sent letter) {
      return new LetterTold(
          letter.id(),
          letter.kind(),
          letter.title(),
          letter.person(),
          letter.mailbox(),
          letter.about(),
          letter.writtenAt(),
          letter.delivery().state(),
          letter.delivery().attempts(),
          letter.delivery().answer());
    }
  }

  /// A letter with its words.
  record LetterWhole(
      LetterTold letter,
      @Meaning("As BCP 47 has it.") String language,
      @Meaning("Null once erased.") Optional<String> subject,
      @Meaning("The words as plain text; null once erased.") Optional<String> text) {
    static LetterWhole of(LetterText text) {
      return new LetterWhole(
          LetterTold.of(text.letter()),
          text.manner().language(),
          text.written().map(Written::subject),
          text.written().map(Written::plain));
    }
  }

  /// The words of a kind of letter.
  record WordsTold(
      String kind,
      String title,
      @Meaning("0 while the shipped words were never used.") int version,
      @Meaning("Whether they are as they came with the product.") boolean shipped,
      String words,
      @Meaning("Names of the kind's own fields.") List<String> fields) {}

  /// Other words.
  record WordsGiven(
      @Meaning("The version that was read, so that nobody's words are lost.") int version,
      @Meaning(
              "“Subject: …”, an empty line, and paragraphs; fields in braces, items of a list begin with “- ”.")
          String words) {}

  @Told(value = "List letters", more = "Newest first, without their words.")
  @GetMapping("/letters")
  Page<LetterTold> all(
      @Meaning("Those in one state; all without it.") @RequestParam Optional<Delivery.State> state,
      Paging paging) {
    audit.read("letters", "everybody, who gets what");
    return paging
        .before(letters.before(paging.seen(), state, paging.size() + 1), Sent::id)
        .map(LetterTold::of);
  }

  @Told("Read a letter")
  @GetMapping("/letters/{id}")
  LetterWhole one(@PathVariable long id) {
    LetterText text = text(id);
    audit.read("letters", "letter %d to %s".formatted(id, text.letter().to()));
    return LetterWhole.of(text);
  }

  @Told(
      value = "Send a letter again",
      more =
          "One that failed or is read on its page alone; of one that waits, the next attempt is made at once.",
      problems = ProblemType.REFUSED)
  @PostMapping("/letters/{id}/again")
  LetterTold again(@PathVariable long id) {
    outbox.sendAgain(text(id).letter());
    return LetterTold.of(text(id).letter());
  }

  @Told("List the words of all kinds of letters")
  @GetMapping("/letters/words")
  List<WordsTold> words() {
    return wordings.kinds().stream().map(this::told).toList();
  }

  @Told(
      value = "Change the words of a kind of letter",
      more = "For letters from then on; those that were written keep theirs.",
      problems = ProblemType.REFUSED)
  @PutMapping("/letters/words/{kind}")
  WordsTold save(@PathVariable String kind, @RequestBody WordsGiven given) {
    LetterKind found = wordings.kind(kind);
    wordings.save(found, given.version(), given.words(), viewers.now().account());
    return told(found);
  }

  @Told(value = "List the own letters", more = "Newest first.")
  @GetMapping("/my/letters")
  Page<LetterTold> mine(Paging paging) {
    Viewer viewer = viewers.now();
    audit.read("letters", "the own letters of " + viewer.employerId().orElse(viewer.account()));
    return paging.of(letters.to(viewer.employerId(), viewer.account())).map(LetterTold::of);
  }

  @Told("Read a letter to oneself")
  @GetMapping("/my/letters/{id}")
  LetterWhole myLetter(@PathVariable long id) {
    LetterText text = letters.mine(id, viewers.now());
    audit.read("letters", "letter %d to %s".formatted(id, text.letter().to()));
    return LetterWhole.of(text);
  }

  private WordsTold told(LetterKind kind) {
    Wording wording = wordings.shown(kind);
    return new WordsTold(
        kind.code(),
        kind.title(),
        wording.version(),
        wording.shipped(),
        wording.words(),
        kind.fields().stream().map(LetterField::name).toList());
  }

  private LetterText text(long id) {
    return letters.find(id).orElseThrow(() -> new NotFound("There is no letter %d.".formatted(id)));
  }
}
