/// The optimiser: pure Java, nothing needed at run time.
module org.rung.matching {
  requires static org.jspecify;

  exports org.rung.matching;
}
