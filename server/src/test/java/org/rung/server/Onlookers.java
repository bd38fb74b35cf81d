package org.rung.server;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;

/// People who open pages of a server without a break, and what they were answered.
final class Onlookers implements AutoCloseable {
  private static final int IN_A_ROW = 3;

  private final RungProcess server;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicIntegerArray well;
  private final Map<Integer, HttpResponse<String>> answers = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  private Onlookers(RungProcess server, int number) {
    this.server = server;
    well = new AtomicIntegerArray(number);
  }

  /// Two who are signed in and turn over pages, one who has not signed in yet.
  static Onlookers of(RungProcess server, Visitor planner) {
    List<Function<Integer, HttpResponse<String>>> ways =
        List.of(
            time -> planner.open(time % 2 == 0 ? "/" : "/people"),
            time -> planner.open(time % 2 == 0 ? "/imports" : "/plans"),
            time -> server.visitor().open("/sign-in"));
    Onlookers onlookers = new Onlookers(server, ways.size());
    for (int i = 0; i < ways.size(); i++) {
      int who = i;
      onlookers.threads.add(Thread.ofVirtual().start(() -> onlookers.look(who, ways.get(who))));
    }
    return onlookers;
  }

  private void look(int who, Function<Integer, HttpResponse<String>> way) {
    for (int time = 0; !stopped; time++) {
      try {
        HttpResponse<String> answer = way.apply(time);
        answers.putIfAbsent(answer.statusCode(), answer);
        counts.merge(answer.statusCode(), 1, Integer::sum);
        well.set(who, answer.statusCode() == 200 ? well.get(who) + 1 : 0);
      } catch (UncheckedIOException e) {
        counts.merge(0, 1, Integer::sum);
        well.set(who, 0);
      }
    }
  }

  /// Waits until each was answered with pages, some times in a row.
  void awaitWell() throws Exception {
    for (int i = 0; i < well.length(); i++) {
      well.set(i, 0);
    }
    server.until(
        "pages are answered",
        () -> {
          for (int i = 0; i < well.length(); i++) {
            if (well.get(i) < IN_A_ROW) {
              return false;
            }
          }
          return true;
        });
  }

  /// How often each status was seen since the start or [#forget()]; 0 for no answer at all.
  Map<Integer, Integer> seen() {
    return new TreeMap<>(counts);
  }

  /// The first answer with a status.
  HttpResponse<String> first(int status) {
    HttpResponse<String> answer = answers.get(status);
    if (answer == null) {
      throw new AssertionError("Nobody was answered with " + status);
    }
    return answer;
  }

  /// Begins to count anew.
  void forget() {
    answers.clear();
    counts.clear();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
