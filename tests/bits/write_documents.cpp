// exomet-bits-documents FOLDER: the experiments, models and units of this source tree for exomet-bits, which
// reads neither YAML nor the database of units.
#include <iostream>
#include <set>

#include "sim/base/whole_file.hpp"
#include "sim/config/placed_json.hpp"
#include "sim/config/unit_table.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;
const fs::path source = EXOMET_SOURCE_DIR;

void write_folder(const std::string& name, const fs::path& into, std::set<std::string>& units) {
  make_folder(into / name);
  for (const auto& entry : fs::directory_iterator(source / name)) {
    if (entry.path().extension() != ".yaml") continue;
    Problems problems;
    const Node document = read_document(entry.path(), problems);
    problems.throw_if_any();
    add_units(document, units);
    write_whole(into / name / entry.path().filename(), to_placed_json(document));
  }
}

void write_documents(const fs::path& into) {
  std::set<std::string> found = common_units();
  write_folder("models", into, found);
  write_folder("configs", into, found);
  fs::copy_file(source / "models/references.bib", into / "models/references.bib",
                fs::copy_options::overwrite_existing);
  write_whole(into / "units.txt", unit_table(found));
}

}  // namespace
}  // namespace exomet

int main(int argc, char** argv) try {
  if (argc != 2) throw exomet::RunError("name one folder to write to");
  exomet::write_documents(argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
