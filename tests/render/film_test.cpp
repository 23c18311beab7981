// A movie has its name only if all of it is there, whatever the encoder says.
#include "viz/render/film.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"
#include "viz/render/mp4.hpp"

namespace exomet::test {
namespace {

namespace fs = std::filesystem;

bool no_ffmpeg() {
  if (fs::exists("/usr/bin/ffmpeg")) return false;
  if (std::getenv("CI")) FAIL("no ffmpeg; ./exomet test installs it");
  WARN("no ffmpeg: nothing was tested");
  return true;
}

// Puts an encoder before all others for as long as it lives.
class Encoder {
 public:
  Encoder(const fs::path& folder, const std::string& body) : before_(std::getenv("PATH")) {
    save(folder / "ffmpeg", "#!/bin/bash\nfor last; do :; done; file=${last#file:}\n" + body + "\n");
    fs::permissions(folder / "ffmpeg", fs::perms::owner_all);
    setenv("PATH", (folder.string() + ":" + before_).c_str(), 1);
  }
  ~Encoder() { setenv("PATH", before_.c_str(), 1); }
  Encoder(const Encoder&) = delete;

 private:
  std::string before_;
};

void make(const fs::path& file, int pictures) {
  Film film(file, 64, 48, 5);
  for (int i = 0; i < pictures; ++i)
    film.add({64, 48, std::vector<unsigned char>(64 * 48 * 3, static_cast<unsigned char>(40 * i))});
  film.finish();
}

}  // namespace

TEST_CASE("a movie holds as many pictures as it was given") {
  if (no_ffmpeg()) return;
  const Folder folder;
  for (int pictures : {1, 2, 7}) {
    make(folder.path() / "m.mp4", pictures);
    CHECK(pictures_in(folder.path() / "m.mp4") == static_cast<std::size_t>(pictures));
  }
}

TEST_CASE("an encoder that says all is well but leaves no whole file makes no movie") {
  if (no_ffmpeg()) return;
  const Folder folder;
  const fs::path file = folder.path() / "m.mp4";
  make(file, 3);
  const std::string older = bytes_of(file);
  const std::string real = "/usr/bin/ffmpeg \"$@\"; ";
  const std::vector<std::string> encoders{"cat >/dev/null",
                                          real + "truncate -s -1 \"$file\"",
                                          real + "truncate -s 700 \"$file\"",
                                          real + "truncate -s +1 \"$file\"",
                                          real + "echo no room >&2",
                                          "head -c 9216 | " + real,
                                          "cat >/dev/null; echo text >\"$file\"",
                                          "cat >/dev/null; : >\"$file\""};
  for (const std::string& body : encoders) {
    INFO(body);
    const Encoder encoder(folder.path(), body);
    CHECK_THROWS_AS(make(file, 3), RunError);
    CHECK(bytes_of(file) == older);
    CHECK(!fs::exists(file.string() + ".part"));
  }
}

TEST_CASE("a file cut anywhere isn't taken for a whole movie") {
  if (no_ffmpeg()) return;
  const Folder folder;
  const fs::path file = folder.path() / "m.mp4", cut = folder.path() / "cut.mp4";
  make(file, 2);
  const std::string whole = bytes_of(file);
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 40) {
    save(cut, whole.substr(0, size));
    CHECK(pictures_in(cut) == 0);
  }
  CHECK(pictures_in(folder.path() / "none.mp4") == 0);
}

}  // namespace exomet::test
