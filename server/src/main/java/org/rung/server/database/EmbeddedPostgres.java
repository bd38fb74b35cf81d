package org.rung.server.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/// A PostgreSQL of the product's own, in a folder of its own: durable, loopback only, with a
/// generated password that only the folder's owner can read.
///
/// Its superuser makes the accounts of [EmbeddedRoles], by which everything else is done.
///
/// The folder holds `postgres/` (the programs), `database/` (the data), `password` and `lock`. One
/// process at a time holds the lock. A PostgreSQL that a killed process left behind is stopped
/// before the next start; PostgreSQL itself recovers from its log.
///
/// PostgreSQL refuses to run as root. As root, its programs run in a user namespace (`unshare -U`);
/// where that is refused, as the system user `rung-postgres`, which is made when missing and then
/// owns the data.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String USER = "rung";
  private static final String SYSTEM_USER = "rung-postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final FileChannel lockChannel;
  private final int port;
  private final String password;

  private EmbeddedPostgres(Process process, FileChannel lockChannel, int port, String password) {
    this.process = process;
    this.lockChannel = lockChannel;
    this.port = port;
    this.password = password;
  }

  /// Starts on `folder`, making the database on the first start (about 4 s, later about 0.7 s).
  ///
  /// @param durable false only for a database that is thrown away after one run
  /// @throws DatabaseUnavailable with what to do, if another process uses the folder, the disk is
  ///   full, or PostgreSQL does not answer within a minute
  public static EmbeddedPostgres start(Path folder, boolean durable) {
    return start(folder, durable, List.of("unshare", "-U"));
  }

  static EmbeddedPostgres start(Path folder, boolean durable, List<String> namespace) {
    try {
      Files.createDirectories(folder);
      FileChannel lockChannel = lock(folder);
      try {
        return startLocked(folder.toRealPath(), durable, namespace, lockChannel);
      } catch (IOException | RuntimeException e) {
        lockChannel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The database in %s cannot start: %s. Check that the folder is writable and the disk has room."
              .formatted(folder, cause(e)),
          e);
    }
  }

  /// What went wrong, where the path alone would be its message.
  private static String cause(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException file -> file.getFile() + " is a file";
      case FileSystemException file when file.getReason() == null ->
          file.getFile() + " cannot be made or read";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static EmbeddedPostgres startLocked(
      Path folder, boolean durable, List<String> namespace, FileChannel lockChannel)
      throws IOException {
    Path programs = unpack(folder.resolve("postgres"));
    Path data = folder.resolve("database");
    Runner runner = Runner.forThisUser(folder, namespace);
    String password = password(folder.resolve("password"));
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(folder, programs, data, password, runner);
    }
    stopLeftBehind(data, programs);
    int port = freePort();
    List<String> command = new ArrayList<>(runner.prefix());
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString()));
    command.addAll(settings(port, durable));
    Path logFile = folder.resolve("postgres.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(logFile.toFile()))
            .start();
    EmbeddedPostgres started = new EmbeddedPostgres(process, lockChannel, port, password);
    started.awaitReady(logFile);
    started.makeRoles();
    return started;
  }

  private static List<String> settings(int port, boolean durable) {
    String lasting = durable ? "on" : "off";
    List<String> settings = new ArrayList<>();
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "fsync=" + lasting,
            "synchronous_commit=" + lasting,
            "full_page_writes=" + lasting,
            "shared_buffers=256MB",
            "work_mem=32MB",
            "maintenance_work_mem=256MB",
            "max_wal_size=2GB",
            "timezone=UTC",
            "log_timezone=UTC",
            // A statement in the log may hold personal data.
            "log_min_error_statement=panic")) {
      settings.add("-c");
      settings.add(setting);
    }
    return settings;
  }

  /// The address for JDBC; the account is [#user] with [#password].
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /// The superuser. The server does not work as this one: see [#address()].
  public String user() {
    return USER;
  }

  /// The generated password; the file that holds it is readable by its owner alone.
  public String password() {
    return password;
  }

  /// Where it answers to the server.
  public DatabaseAddress address() {
    return EmbeddedRoles.address(jdbcUrl(), password);
  }

  /// The PostgreSQL that another process of Rung runs on `folder` right now: for work beside a
  /// server, such as a backup.
  ///
  /// @return empty when none runs there
  public static Optional<DatabaseAddress> running(Path folder) {
    Path pidFile = folder.resolve("database").resolve("postmaster.pid");
    Path passwordFile = folder.resolve("password");
    if (!Files.exists(pidFile) || !Files.exists(passwordFile)) {
      return Optional.empty();
    }
    try {
      FileChannel free = lock(folder);
      free.close();
      return Optional.empty();
    } catch (DatabaseUnavailable held) {
      log.debug("The folder is held, so its PostgreSQL runs.", held);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      // PostgreSQL writes its port into the fourth line.
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.size() < 4) {
        return Optional.empty();
      }
      return Optional.of(
          EmbeddedRoles.address(
              "jdbc:postgresql://127.0.0.1:" + Integer.parseInt(lines.get(3).strip()) + "/postgres",
              Files.readString(passwordFile).strip()));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether `folder` holds a database that was made by an earlier start.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve("database").resolve("PG_VERSION"));
  }

  /// Stops PostgreSQL: open transactions are rolled back, everything committed is on disk.
  @Override
  public void close() {
    try {
      stop(process.toHandle());
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- one process a folder

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      log.debug("The folder is in use by this very process.", e);
    }
    channel.close();
    throw new DatabaseUnavailable(
        "Another Rung is running on the data folder %s. Stop it, or give another folder with RUNG_DATA."
            .formatted(folder));
  }

  private static void stopLeftBehind(Path data, Path programs) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    stopMain(pidFile);
    stopOrphans(programs);
    // Only now: nothing writes into the data any more, and the number may belong to another.
    Files.deleteIfExists(pidFile);
  }

  private static void stopMain(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty()) {
      return;
    }
    Optional<ProcessHandle> left =
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .filter(EmbeddedPostgres::isPostgres);
    if (left.isPresent()) {
      log.info("Stopping the PostgreSQL (process {}) that a killed Rung left.", left.get().pid());
      stop(left.get());
    }
  }

  /// Where PostgreSQL's main process was killed alone, its others end by themselves, but one in the
  /// middle of its work not at once. Two generations on the same data would destroy it.
  private static void stopOrphans(Path programs) {
    String program = programs.resolve("bin/postgres").toString();
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses()
            .filter(handle -> handle.info().command().map(program::equals).orElse(false))
            .toList();
    for (ProcessHandle orphan : orphans) {
      log.info("Ending process {} of a PostgreSQL whose main process was killed.", orphan.pid());
      orphan.destroyForcibly();
    }
    for (ProcessHandle orphan : orphans) {
      try {
        orphan.onExit().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new DatabaseUnavailable(
            "Process %d of an earlier PostgreSQL does not end. End it, then start again."
                .formatted(orphan.pid()),
            e);
      }
    }
  }

  private static boolean isPostgres(ProcessHandle handle) {
    return handle.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  /// SIGINT is PostgreSQL's “fast” shutdown; Java's own `destroy` sends SIGTERM, which waits for
  /// every client.
  private static void stop(ProcessHandle handle) throws IOException {
    if (!handle.isAlive()) {
      return;
    }
    if (isWindows()) {
      handle.destroy();
    } else {
      run(List.of("kill", "-INT", Long.toString(handle.pid())), null);
    }
    try {
      handle.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("PostgreSQL did not stop in 30 s and is ended; it recovers at the next start.", e);
      handle.destroyForcibly();
    }
  }

  // ---- first start

  private static void initialise(
      Path folder, Path programs, Path data, String password, Runner runner) throws IOException {
    Path fresh = folder.resolve("database-new");
    deleteTree(fresh);
    Path passwordFile = Files.createTempFile(folder, "initdb", null);
    try {
      Files.writeString(passwordFile, password);
      runner.own(passwordFile);
      Files.createDirectories(fresh);
      runner.own(fresh);
      List<String> command = new ArrayList<>(runner.prefix());
      command.addAll(
          List.of(
              programs.resolve("bin/initdb").toString(),
              "-D",
              fresh.toString(),
              "-U",
              USER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--no-sync",
              "--no-instructions"));
      run(command, folder);
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path fresh = file.resolveSibling("password-new");
    Files.deleteIfExists(fresh);
    if (isWindows()) {
      Files.createFile(fresh);
    } else {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(fresh, password);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  /// Unpacks the programs once; a killed unpacking leaves nothing that looks complete.
  private static Path unpack(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return target;
    }
    Path fresh = target.resolveSibling("postgres-new");
    deleteTree(fresh);
    Files.createDirectories(fresh);
    try (InputStream packed = EmbeddedPostgres.class.getResourceAsStream(archive())) {
      if (packed == null) {
        throw new DatabaseUnavailable(
            "No PostgreSQL for this kind of machine (%s) is included. Start your own and set RUNG_DATABASE_URL."
                .formatted(archive()));
      }
      TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, fresh);
      }
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into)) {
      throw new IOException(
          "The archive of PostgreSQL names a file outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(into));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
      throw new IOException("Cannot make executable: " + path);
    }
  }

  private static String archive() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    String name =
        system.startsWith("mac") ? "darwin" : system.startsWith("win") ? "windows" : "linux";
    return "/postgres-" + name + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  // ---- running

  private void awaitReady(Path logFile) throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (true) {
      if (!process.isAlive()) {
        throw new DatabaseUnavailable(
            "PostgreSQL stopped while starting. Its log ends: " + lastLines(logFile));
      }
      try {
        DriverManager.getConnection(jdbcUrl(), USER, password).close();
        return;
      } catch (SQLException e) {
        // 57P03: it is starting or recovering; 08001: it does not listen yet.
        if (Instant.now().isAfter(limit)) {
          process.destroyForcibly();
          throw new DatabaseUnavailable(
              "PostgreSQL did not answer within %d s: %s. Its log: %s"
                  .formatted(START_LIMIT.toSeconds(), e.getMessage(), logFile),
              e);
        }
      }
      try {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          continue;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroy();
        throw new DatabaseUnavailable("Interrupted while PostgreSQL was starting.", e);
      }
    }
  }

  private void makeRoles() throws IOException {
    try (Connection superuser = DriverManager.getConnection(jdbcUrl(), USER, password)) {
      EmbeddedRoles.make(superuser, password);
    } catch (SQLException e) {
      stop(process.toHandle());
      throw new DatabaseUnavailable(
          "The accounts of the embedded PostgreSQL cannot be made: " + e.getMessage(), e);
    }
  }

  private static String lastLines(Path logFile) throws IOException {
    List<String> lines = Files.readAllLines(logFile, StandardCharsets.UTF_8);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("win");
  }

  private static void run(List<String> command, @org.jspecify.annotations.Nullable Path folder)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(command.getFirst(), process.exitValue(), output.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while running " + command.getFirst(), e);
    }
  }

  /// How PostgreSQL's programs are run by this user.
  ///
  /// @param prefix what stands before a program's own command line
  /// @param owner the system user that must own what PostgreSQL writes, when not this one
  private record Runner(List<String> prefix, Optional<String> owner) {
    static Runner forThisUser(Path folder, List<String> namespace) throws IOException {
      if (!"root".equals(System.getProperty("user.name")) || isWindows()) {
        return new Runner(List.of(), Optional.empty());
      }
      boolean owned = ownedBySystemUser(folder.resolve("database"));
      if (!owned && succeeds(namespace, "true")) {
        return new Runner(namespace, Optional.empty());
      }
      if (!succeeds(List.of("id"), SYSTEM_USER)) {
        EmbeddedPostgres.run(
            List.of(
                "useradd", "--system", "--no-create-home", "--shell", "/bin/false", SYSTEM_USER),
            null);
      }
      Runner runner =
          new Runner(
              List.of(
                  "setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--clear-groups"),
              Optional.of(SYSTEM_USER));
      if (!succeeds(runner.prefix(), "test", "-x", folder.toString())) {
        throw new DatabaseUnavailable(
            ("PostgreSQL runs as the user %s here and cannot enter %s. Give a folder that all may"
                    + " enter, for example RUNG_DATA=/var/lib/rung.")
                .formatted(SYSTEM_USER, folder));
      }
      if (Files.exists(folder.resolve("database")) && !owned) {
        EmbeddedPostgres.run(
            List.of("chown", "-R", SYSTEM_USER, folder.resolve("database").toString()), null);
      }
      return runner;
    }

    private static boolean ownedBySystemUser(Path database) throws IOException {
      return Files.exists(database) && Files.getOwner(database).getName().equals(SYSTEM_USER);
    }

    void own(Path path) throws IOException {
      if (owner.isPresent()) {
        EmbeddedPostgres.run(List.of("chown", owner.get(), path.toString()), null);
      }
    }

    private static boolean succeeds(List<String> prefix, String... command) {
      List<String> whole = new ArrayList<>(prefix);
      whole.addAll(List.of(command));
      try {
        EmbeddedPostgres.run(whole, null);
        return true;
      } catch (IOException e) {
        log.debug("{} is refused here.", whole, e);
        return false;
      }
    }
  }
}
