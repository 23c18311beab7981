// Writes the folder of a run as a run does, and computes nothing, so that every call can fail in a moment.
//   stand_in FOLDER fresh|replace|resume SEED ROWS
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/run/record/csv_file.hpp"
#include "sim/run/record/run_contents.hpp"
#include "sim/run/record/run_folder.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

// Its checkpoint: how many rows there are, and how long the table was.
struct SoFar {
  unsigned long long row = 0, length = 0;
};

const std::vector<std::string> columns{"row", "seed"};

void save(const fs::path& folder, const SoFar& so_far) {
  write_whole(folder / "checkpoint.new.h5", std::to_string(so_far.row) + " " + std::to_string(so_far.length),
              Barrier::later);
  sync_folder(folder);
  if (fs::exists(folder / "checkpoint.h5"))
    rename_file(folder / "checkpoint.h5", folder / "checkpoint.previous.h5");
  rename_file(folder / "checkpoint.new.h5", folder / "checkpoint.h5");
  sync_names(folder);
}

SoFar last(const fs::path& folder) {
  for (const char* name : {"checkpoint.h5", "checkpoint.previous.h5"})
    if (const auto bytes = read_whole(folder / name)) {
      SoFar so_far;
      if (std::sscanf(bytes->c_str(), "%llu %llu", &so_far.row, &so_far.length) == 2) return so_far;
    }
  throw RunError("no checkpoint");
}

void write(const fs::path& folder, SoFar so_far, unsigned long long rows, const std::string& seed) {
  std::optional<CsvFile> table;
  if (so_far.row > 0)
    table.emplace(folder / "measures.csv", columns, so_far.length);
  else
    table.emplace(folder / "measures.csv", columns);
  make_folder(folder / "cells");
  for (unsigned long long row = so_far.row; row < rows; ++row) {
    *table << row << seed, table->end_row(), table->flush();
    write_whole(folder / "cells" / ("cells_000" + std::to_string(row) + ".vtp"), seed, Barrier::later);
    if (row % 2 == 1) save(folder, {row + 1, table->length()});
  }
  save(folder, {rows, table->length()});
  std::string json = "{\"digest\": " + seed + ", \"document\": {}, \"files\": {";
  for (const auto& [file, size] : sizes_of(folder))
    json += (json.ends_with("{") ? "\"" : ", \"") + file + "\": " + std::to_string(size);
  write_whole(folder / "run.json", json + "}}", Barrier::later);
}

int run(char** words) {
  const std::string begin = words[2], seed = words[3];
  RunFolder folder(words[1], begin == "fresh"     ? Begin::fresh
                             : begin == "replace" ? Begin::replace
                                                  : Begin::resume);
  const auto rows = std::strtoull(words[4], nullptr, 10);
  SoFar so_far;
  if (folder.resumes()) so_far = last(*folder.resumes());
  if (folder.resumes() == folder.path()) {
    if (so_far.row >= rows) return 0;
    folder.reopen();
  }
  write(folder.partial(), so_far, rows, seed);
  folder.finish();
  return 0;
}

}  // namespace
}  // namespace exomet

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  try {
    return exomet::run(argv);
  } catch (const exomet::InputError& error) {
    std::cerr << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
