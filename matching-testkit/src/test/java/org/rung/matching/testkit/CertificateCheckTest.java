package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

class CertificateCheckTest {
  private static final Settings SETTINGS = new Settings(0.05, Duration.ofSeconds(30), 1, 1);

  @TempDir Path folder;
  private Path out = Path.of("");
  private Instance instance = Instance.builder().build();
  private PlanFiles.Written written = new PlanFiles.Written(java.util.Map.of(), "");

  @BeforeEach
  void writeAPlan() throws IOException {
    out = folder.resolve("out");
    instance = SeededInstances.workforce(600, 3);
    written = PlanFiles.write(out, instance, solved(instance));
  }

  private static Outcome.Solved solved(Instance instance) {
    Outcome outcome = Optimiser.solve(instance, SETTINGS, Progress.UNHEARD);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  @Test
  void confirmsAPlanAndTheFiguresStated() {
    CertificateCheck.Report report = CertificateCheck.of(out);
    assertThat(report.steps())
        .allSatisfy(step -> assertThat(step.holds()).as(step.toString()).isTrue());
    assertThat(report.holds()).isTrue();
    assertThat(report.steps()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(report.figures())
        .hasValueSatisfying(figures -> {
          assertThat(figures.people()).isEqualTo(instance.personCount());
          assertThat(figures.candidates()).isEqualTo(instance.candidateCount());
          assertThat(figures.digest()).isEqualTo(written.digest());
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void addsUpWhatTheOptimiserAddsUpAtAnyPrices(long seed) throws IOException {
    RandomGenerator random = SeededInstances.generator(seed);
    Instance small = anInstance().people(3, 9).worth(1_000_000).floors(0).seed(seed);
    int[] none = new int[small.personCount()];
    java.util.Arrays.fill(none, Choice.NONE);
    Choice nothing = Choice.of(small, none);
    long most = seed % 2 == 0 ? Prices.MOST : 2_000_000_000L;
    Prices prices =
        Prices.of(
            small,
            random.longs(small.limitCount(), 0, most).toArray(),
            random.longs(small.intakeCount(), 0, most).toArray(),
            random.longs(small.intakeCount(), 0, most).toArray());
    Certificate certificate = Certificate.of(small, nothing, prices);
    PlanFiles.write(
        out,
        small,
        new Outcome.Solved(nothing, prices, List.of(), certificate, Outcome.StoppedBy.CANCELLED));
    CertificateCheck.Report report = CertificateCheck.of(out);
    assertThat(report.holds()).as(report.toString()).isTrue();
    assertThat(report.figures())
        .hasValueSatisfying(f -> assertThat(f.boundCents()).isEqualTo(certificate.boundCents()));
  }

  static List<String> files() {
    List<String> files = new ArrayList<>(Stated.FILES);
    files.add("certificate.json");
    return files;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void refusesAnyChangedDigit(String name) throws IOException {
    Path file = out.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] >= '0' && whole[i] <= '9') {
        digits.add(i);
      }
    }
    assertThat(digits).isNotEmpty();
    RandomGenerator random = SeededInstances.generator(name.hashCode());
    boolean every = name.equals("certificate.json");
    int tries = every ? digits.size() : Math.min(40, digits.size());
    for (int n = 0; n < tries; n++) {
      int at = digits.get(every ? n : random.nextInt(digits.size()));
      byte[] changed = whole.clone();
      changed[at] = (byte) ('0' + (whole[at] - '0' + random.nextInt(1, 10)) % 10);
      Files.write(file, changed);
      assertThat(CertificateCheck.of(out).holds()).as("%s, byte %d", name, at).isFalse();
    }
    Files.write(file, whole);
    assertThat(CertificateCheck.of(out).holds()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void saysWhichFileIsMissingCutOffOrNotText(String name) throws IOException {
    Path file = out.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    assertThat(refusal()).contains(name + " is missing");
    RandomGenerator random = SeededInstances.generator(7);
    for (int n = 0; n < 12; n++) {
      Files.write(
          file, java.util.Arrays.copyOf(whole, n == 0 ? 0 : random.nextInt(whole.length - 1)));
      assertThat(refusal()).isNotEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal()).contains(name);
    byte[] noise = new byte[500];
    random.nextBytes(noise);
    Files.write(file, noise);
    assertThat(refusal()).contains(name);
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(refusal()).contains(name);
  }

  @Test
  void saysThatAFolderHasNoCertificate() {
    CertificateCheck.Report report = CertificateCheck.of(folder.resolve("nowhere"));
    assertThat(report.holds()).isFalse();
    assertThat(report.figures()).isEmpty();
    assertThat(report.steps())
        .singleElement()
        .satisfies(step -> assertThat(step.detail()).isEqualTo("certificate.json is missing"));
  }

  /// The sums are checked whatever the digests say.
  @Test
  void refusesAPlanThatBreaksALimitWhateverItsDigests() throws IOException {
    Instance loose = oneSlotFor(2);
    PlanFiles.write(out, loose, solved(loose));
    String limits = Files.readString(out.resolve("instance/limits.csv"));
    Files.writeString(out.resolve("instance/limits.csv"), limits.replace("slot,2", "slot,1"));
    CertificateCheck.Report report = CertificateCheck.of(out);
    assertThat(report.steps())
        .filteredOn(step -> !step.holds())
        .extracting(CertificateCheck.Step::name)
        .contains("The files are those that were certified", "Every limit is kept");
    assertThat(refusal()).contains("slot: uses 2 of 1");
  }

  private static Instance oneSlotFor(long capacity) {
    Instance.Builder builder = Instance.builder();
    int slot = builder.limit("slot", capacity);
    for (int e = 0; e < 2; e++) {
      builder.person("person " + e);
      builder.candidate("c", 100 + e);
      builder.use(slot, 1);
    }
    return builder.build();
  }

  private String refusal() {
    CertificateCheck.Report report = CertificateCheck.of(out);
    assertThat(report.holds()).isFalse();
    return String.join(
        "\n",
        report.steps().stream()
            .filter(step -> !step.holds())
            .map(CertificateCheck.Step::detail)
            .toList());
  }

  @Test
  void sharesNoCodeWithTheOptimiser() throws IOException {
    Class<?>[] parts = {
      CertificateCheck.class,
      CertificateCheck.Step.class,
      CertificateCheck.Figures.class,
      CertificateCheck.Report.class,
      Bounding.class,
      Rows.class,
      Stated.class,
      Whole.class,
      Malformed.class
    };
    List<Class<?>> all = new ArrayList<>(List.of(parts));
    for (Class<?> part : parts) {
      all.addAll(List.of(part.getDeclaredClasses()));
    }
    for (Class<?> part : all) {
      String constants = constantsOf(part);
      assertThat(constants).contains("org/rung/matching/testkit/");
      assertThat(
              constants.replaceAll(
                  "org/rung/matching/testkit/(Bounding|CertificateCheck|Rows|Stated|Whole|Malformed)\\b",
                  ""))
          .as(part.getName())
          .doesNotContain("org/rung")
          .doesNotContain("org.rung");
    }
    assertThat(constantsOf(BruteForce.class)).contains("org/rung/matching/Instance");
  }

  private static String constantsOf(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
