package org.rung.server.jobs;

/// A kind of long work. It may be run again after a restart from its beginning: what it has
/// committed by then must not be done twice.
public interface Work {
  /// The kind of job this does, for example `plan`.
  String kind();

  /// Does the work.
  ///
  /// @param job the input and the person who asked
  /// @param progress takes what is done and tells when to stop
  /// @return the message that people see at the end
  /// @throws Cancelled from [Progress#step] when somebody cancelled
  /// @throws WorkFailed with what to do, for a failure that people can mend
  String run(Job job, Progress progress);

  /// Takes the progress of one run.
  interface Progress {
    /// Says how far the work is, and ends it if somebody cancelled it.
    ///
    /// @param phase a word or two
    /// @param done units worked off
    /// @param total units in all, 0 while unknown
    /// @throws Cancelled if somebody cancelled
    void step(String phase, long done, long total);

    /// Whether somebody cancelled, for work that ends itself in its own way.
    boolean cancelled();
  }

  /// Somebody cancelled the work.
  final class Cancelled extends RuntimeException {
    /// The work has undone or kept what it did, as its kind promises.
    public Cancelled() {
      super("cancelled", null, false, false);
    }
  }

  /// The work cannot be done; the message is for people and says what to do.
  final class WorkFailed extends RuntimeException {
    /// @param message what is wrong and what to do
    public WorkFailed(String message) {
      super(message);
    }
  }
}
