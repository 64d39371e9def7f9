package io.sluice.runner.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.testkit.ledger.QuotaStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileQuotaStoreTest extends QuotaStoreContract {

  @TempDir private Path folder;

  @Override
  protected QuotaStore store() {
    return new FileQuotaStore(file());
  }

  @Override
  protected QuotaStore another() {
    return new FileQuotaStore(file());
  }

  @Test
  void onlyTheOwnerReadsTheFileAndNothingIsLeftBesideIt() throws IOException {
    store().put("a", "{}", OptionalLong.empty());
    store().put("b", "{}", OptionalLong.empty());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder.resolve("data"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("quotas.json", "quotas.json.lock");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"revision\": 1}", "{\"revision\":1,\"budgets\":{}} x"})
  void aDamagedFileIsAFailureAndStaysAsItIs(String content) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(file(), content);

    assertThatThrownBy(() -> store().all()).isInstanceOf(DependencyException.class);
    assertThatThrownBy(() -> store().revision()).isInstanceOf(DependencyException.class);
    assertThatThrownBy(() -> store().put("a", "{}", OptionalLong.empty()))
        .isInstanceOf(DependencyException.class)
        .hasMessageStartingWith("quota-file could not ");
    assertThat(file()).hasContent(content);
  }

  @Test
  void aFolderThatCanNotBeMadeIsAFailure() throws IOException {
    Files.writeString(folder.resolve("data"), "a file");

    assertThatThrownBy(() -> store().put("a", "{}", OptionalLong.empty()))
        .isInstanceOf(DependencyException.class)
        .hasMessageStartingWith("quota-file could not store a budget: ");
  }

  private Path file() {
    return folder.resolve("data/quotas.json");
  }
}
