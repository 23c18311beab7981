// exomet verify: whether this machine gives the published bits.
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

// A library of one model and two experiments of its own.
void make_library(const Workplace& place) {
  std::filesystem::create_directories(place / "models");
  std::filesystem::create_directories(place / "configs");
  save(place / "models/small.yaml", bytes_of(small_model));
  std::filesystem::copy_file(EXOMET_SOURCE_DIR "/models/references.bib", place / "models/references.bib");
  save(place / "configs/one.yaml", "model: small\nduration: 2 d\n");
  save(place / "configs/two.yaml", "model: small\nduration: 3 h\nseed: 2\n");
}

}  // namespace

TEST_CASE("the published bits are those of this machine") {
  const Said said = Workplace().exomet("verify");
  INFO(said.out << said.err);
  CHECK(said.code == 0);
  CHECK(said.out.find("  peritoneum-2d                as published") != std::string::npos);
  CHECK(said.out.find("This machine gives the published bits.") != std::string::npos);
}

TEST_CASE("bits are published by one command and others are told") {
  const Workplace place;
  make_library(place);
  const auto verify = [&](const std::string& words) {
    return place.bash("EXOMET_LIBRARY=. \"$exomet\" verify " + words);
  };
  const Said none = verify("");
  INFO(none.out << none.err);
  CHECK(none.code == 1);
  CHECK(none.out.find("  one                          NOT PUBLISHED") != std::string::npos);
  CHECK(none.out.find("2 differ from") != std::string::npos);
  CHECK_FALSE(place.has("configs/digests.txt"));
  CHECK(verify("--update").code == 0);
  CHECK(verify("").code == 0);
  CHECK(verify("--threads 3 configs/two.yaml").code == 0);

  save(place / "configs/two.yaml", "model: small\nduration: 3 h\nseed: 3\n");
  const Said other = verify("");
  CHECK(other.code == 1);
  CHECK(other.out.find("  one                          as published") != std::string::npos);
  CHECK(other.out.find("  two                          OTHER BITS") != std::string::npos);
  CHECK(verify("two --update").code == 0);
  CHECK(verify("").code == 0);

  std::filesystem::remove(place / "configs/two.yaml");
  const Said gone = verify("");
  CHECK(gone.code == 1);
  CHECK(gone.out.find("  two                          GONE") != std::string::npos);
  CHECK(verify("--update").code == 0);
  CHECK(verify("").code == 0);
}

TEST_CASE("experiments that aren't there and damaged digests are told") {
  const Workplace place;
  make_library(place);
  const Said unknown = place.bash("EXOMET_LIBRARY=. \"$exomet\" verify tow");
  INFO(unknown.err);
  CHECK(unknown.code == 2);
  CHECK(unknown.err.find("did you mean 'two'") != std::string::npos);
  save(place / "configs/digests.txt", "one 12\n");
  const Said damaged = place.bash("EXOMET_LIBRARY=. \"$exomet\" verify one");
  CHECK(damaged.code == 2);
  CHECK(damaged.err.find("digests.txt: 'one 12' is no line") != std::string::npos);
  CHECK(place.bash("EXOMET_LIBRARY=missing \"$exomet\" verify").code == 2);
}

}  // namespace exomet::test
