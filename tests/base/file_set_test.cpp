#include "sim/base/file_set.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

// As whoever opens the files sees them.
Files files_in(const fs::path& folder) {
  Files files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().string().find("/.set") == std::string::npos && fs::is_regular_file(entry.path()))
      files[entry.path().lexically_relative(folder).string()] = bytes_of(entry.path());
  return files;
}

const Files old_files{
    {"a.csv", "old a"}, {"b.csv", "old b"}, {"plots/c.png", "old c"}, {"notes.txt", "mine"}};
const FileSet::Names old_names{"a.csv", "b.csv", "plots/c.png", "not there"};
const Files new_files{{"b.csv", "new b"}, {"d.csv", "new d"}, {"notes.txt", "mine"}};

void make_old(const fs::path& folder) {
  fs::create_directories(folder / "plots");
  for (const auto& [name, bytes] : old_files) save(folder / name, bytes);
}

void write_new(const fs::path& folder) {
  save(folder / "b.csv", "new b");
  save(folder / "d.csv", "new d");
}

}  // namespace

TEST_CASE("a set of files is replaced as one and what isn't of it stays") {
  const Folder folder;
  make_old(folder.path());
  FileSet set(folder.path());
  write_new(set.begin());
  CHECK(set.written() == FileSet::Names{"b.csv", "d.csv"});
  CHECK(files_in(folder.path()) == old_files);
  set.replace(old_names);
  CHECK(files_in(folder.path()) == new_files);
  CHECK_FALSE(fs::exists(folder.path() / ".set"));
  CHECK_FALSE(fs::exists(folder.path() / "plots"));
  CHECK(fs::symlink_status(folder.path() / "b.csv").type() == fs::file_type::regular);
}

TEST_CASE("a set that isn't put in place leaves nothing") {
  const Folder folder;
  make_old(folder.path());
  {
    FileSet set(folder.path());
    write_new(set.begin());
  }
  CHECK(files_in(folder.path()) == old_files);
  CHECK_FALSE(fs::exists(folder.path() / ".set"));
}

TEST_CASE("a file of a new set that is the same is known") {
  const Folder folder;
  make_old(folder.path());
  FileSet set(folder.path());
  const fs::path staging = set.begin();
  save(staging / "a.csv", "old a");
  save(staging / "b.csv", "other");
  save(staging / "e.csv", "");
  CHECK(set.is_unchanged("a.csv"));
  CHECK_FALSE(set.is_unchanged("b.csv"));
  CHECK_FALSE(set.is_unchanged("e.csv"));
}

TEST_CASE("a replacement that was interrupted is taken back or completed") {
  const std::string shown = GENERATE(as<std::string>{}, "old", "new");
  const int links = GENERATE(0, 1, 2, 3);  // already made, or already gone
  const Folder folder;
  const fs::path set = folder.path() / ".set";
  make_old(folder.path());
  fs::create_directories(set / "new");
  write_new(set / "new");
  fs::create_directories(set / "old/plots");
  for (const char* name : {"a.csv", "b.csv", "plots/c.png"})
    fs::create_hard_link(folder.path() / name, set / "old" / name);
  fs::create_symlink(shown, set / "now");
  int made = 0;
  for (const char* name : {"b.csv", "d.csv", "a.csv", "plots/c.png"}) {
    if (shown == "old" && made == links) break;
    ++made;
    fs::remove(folder.path() / name);
    if (shown == "new" && made <= std::min(links, 2))
      fs::rename(set / "new" / name, folder.path() / name);
    else
      fs::create_symlink(
          (std::string(name) == "plots/c.png" ? "../.set/now/" : ".set/now/") + std::string(name),
          folder.path() / name);
  }
  const Files& right = shown == "old" ? old_files : new_files;
  CHECK(files_in(folder.path()) == right);  // through the links
  const FileSet tidied(folder.path());
  CHECK(files_in(folder.path()) == right);
  CHECK_FALSE(fs::exists(set));
  for (const auto& [name, bytes] : right)
    CHECK(fs::symlink_status(folder.path() / name).type() == fs::file_type::regular);
  CHECK(fs::symlink_status(folder.path() / (shown == "old" ? "d.csv" : "a.csv")).type() ==
        fs::file_type::not_found);
}
