#include "viz/export/paraview.hpp"

#include <sys/resource.h>
#include <vtkPointData.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <set>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"
#include "tests/export/readers.hpp"
#include "tests/export/synthetic.hpp"

namespace exomet::test {
namespace {

const Geometry small = grid(4, 3, 2, {10, 10, 10});

std::set<std::string> files_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.insert(std::filesystem::relative(entry.path(), folder).string());
  return names;
}

std::string failure(ParaviewExport& to, const Snapshot& s) {
  try {
    to.write(s);
  } catch (const RunError& error) {
    return error.what();
  }
  return "no error";
}

// Files longer than this fail to be written, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace

TEST_CASE("after each snapshot both lists name all files and only files that are there") {
  Folder folder;
  ParaviewExport to(folder.path() / "out" / "run");
  const std::filesystem::path run = folder.path() / "out" / "run";
  std::vector<Listed> cells, fields;
  for (int n = 0; n < 4; ++n) {
    to.write(diagonal(n, n * 360, small));
    const std::string number = "000" + std::to_string(n),
                      day = std::vector<std::string>{"0", "0.25", "0.5", "0.75"}[n];
    cells.push_back({day, "cells/cells_" + number + ".vtp"});
    fields.push_back({day, "fields/fields_" + number + ".vti"});
    CHECK(read_pvd(run / "cells.pvd") == cells);
    CHECK(read_pvd(run / "fields.pvd") == fields);
  }
  CHECK(files_in(run).size() == 4 + 4 + 2);
  for (std::size_t n = 0; n < 4; ++n) {
    CHECK(read_cells(run / cells[n].file)->GetNumberOfPoints() == static_cast<vtkIdType>(n));
    CHECK(read_fields(run / fields[n].file)->GetNumberOfCells() == 24);
  }
}

TEST_CASE("a run that is resumed leaves the files that an unbroken one does") {
  Folder unbroken, resumed;
  {
    ParaviewExport to(unbroken.path());
    for (int n = 0; n < 5; ++n) to.write(diagonal(n, n * 100, small));
  }
  {
    ParaviewExport to(resumed.path());
    for (int n = 0; n < 4; ++n)
      to.write(diagonal(n == 3 ? 99 : n, n * 100, small));  // the last is later than the
  }                                                         // checkpoint, and other
  ParaviewExport to(resumed.path());
  for (int n = 3; n < 5; ++n) to.write(diagonal(n, n * 100, small));
  REQUIRE(files_in(resumed.path()) == files_in(unbroken.path()));
  for (const std::string& file : files_in(unbroken.path())) {
    INFO(file);
    CHECK(bytes_of(resumed.path() / file) == bytes_of(unbroken.path() / file));
  }
}

TEST_CASE("a run that starts anew in a folder leaves nothing of the old one") {
  Folder folder;
  for (const int count : {5, 2}) {
    ParaviewExport to(folder.path());
    for (int n = 0; n < count; ++n) to.write(diagonal(count, n * 100, small));
  }
  CHECK(read_pvd(folder.path() / "cells.pvd").size() == 2);
  CHECK(files_in(folder.path()).size() == 2 + 2 + 2);
  CHECK(read_cells(folder.path() / "cells/cells_0001.vtp")->GetNumberOfPoints() == 2);
}

TEST_CASE("a list whose file was deleted is taken up only as far as it is true") {
  Folder folder;
  {
    ParaviewExport to(folder.path());
    for (int n = 0; n < 4; ++n) to.write(diagonal(2, n * 100, small));
  }
  std::filesystem::remove(folder.path() / "cells/cells_0002.vtp");
  ParaviewExport to(folder.path());
  to.write(diagonal(2, 400, small));
  const auto listed = read_pvd(folder.path() / "cells.pvd");
  REQUIRE(listed.size() == 3);
  for (const Listed& entry : listed) CHECK(std::filesystem::exists(folder.path() / entry.file));
}

TEST_CASE("a folder below a file is an error that names path and reason") {
  Folder folder;
  save(folder.path() / "file", "x");
  ParaviewExport to(folder.path() / "file" / "run");
  const std::string said = failure(to, diagonal(1, 0, small));
  CHECK_THAT(said, Catch::Contains((folder.path() / "file" / "run").string()));
  CHECK_THAT(said, Catch::Contains("Not a directory"));
}

TEST_CASE("a file that cannot be replaced is an error and leaves no part of it") {
  Folder folder;
  std::filesystem::create_directories(folder.path() / "cells/cells_0000.vtp/occupied");
  ParaviewExport to(folder.path());
  CHECK_THAT(failure(to, diagonal(1, 0, small)),
             Catch::Contains("cells_0000.vtp") && Catch::Contains("directory"));
  CHECK(files_in(folder.path()).empty());
}

TEST_CASE("a full disk is an error that leaves what was written before whole") {
  Folder folder;
  ParaviewExport to(folder.path());
  to.write(diagonal(3, 0, small));
  const auto before = files_in(folder.path());
  const Snapshot large = diagonal(5000, 100, small);
  {
    FullDisk disk(8192);
    const std::string said = failure(to, large);
    CHECK_THAT(said, Catch::Contains("cells_0001.vtp") && Catch::Contains("File too large"));
  }
  CHECK(files_in(folder.path()) == before);
  CHECK(read_pvd(folder.path() / "cells.pvd").size() == 1);
  CHECK(read_cells(folder.path() / "cells/cells_0000.vtp")->GetNumberOfPoints() == 3);
  to.write(large);  // once there is room again
  CHECK(read_pvd(folder.path() / "cells.pvd").size() == 2);
  CHECK(read_cells(folder.path() / "cells/cells_0001.vtp")->GetNumberOfPoints() == 5000);
}

TEST_CASE("times in the list read back as the same doubles") {
  Folder folder;
  ParaviewExport to(folder.path());
  for (const double minutes : {0.1, 1.0 / 3, 7.0, 1e7 + 0.1}) to.write(diagonal(1, minutes, small));
  const auto listed = read_pvd(folder.path() / "fields.pvd");
  REQUIRE(listed.size() == 4);
  CHECK(std::stod(listed[1].timestep) == 1.0 / 3 / 1440);
  CHECK(std::stod(listed[3].timestep) == (1e7 + 0.1) / 1440);
}

}  // namespace exomet::test
