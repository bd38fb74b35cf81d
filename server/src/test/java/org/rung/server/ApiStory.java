package org.rung.server;

/// What a program does with the addresses of one capability: it calls each of them, at least once
/// with success and once for each problem that is its own. [ApiContractTest] tells every story and
/// then looks for what none of them called.
public interface ApiStory {
  /// @throws AssertionError where the API does something else
  void tell(ApiWorld world) throws Exception;
}
