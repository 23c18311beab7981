// exomet-bits DOCUMENTS [EXPERIMENT...]: the bits of experiments, as 'exomet verify' prints them, by the
// engine alone: documents and units come as write_documents.cpp wrote them, so that it builds where there is
// no YAML library, no UDUNITS-2, no VTK, no HDF5 and no threads, as in WebAssembly.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "sim/base/units.hpp"
#include "sim/run/bits.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/portable/units.hpp"

int main(int argc, char** argv) try {
  using namespace exomet;
  if (argc < 2) throw RunError("name the folder of documents that exomet-bits-documents wrote");
  const std::filesystem::path documents = argv[1];
  read_units(documents / "units.txt");
  std::vector<std::string> names(argv + 2, argv + argc);
  if (names.empty())
    for (const auto& entry : std::filesystem::directory_iterator(documents / "configs"))
      names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  std::printf("# %s\n", compiled_by().c_str());
  for (const std::string& name : names) {
    const Plan plan = load_plan(documents / "configs" / (name + ".yaml"), {}, Library{documents / "models"});
    std::printf("%s %s\n", name.c_str(), text_of(bits_of_first_day(plan)).c_str());
    std::fflush(stdout);
  }
  return 0;
} catch (const exomet::UnknownUnit& unit) {
  std::cerr << "'" << unit.word << "' isn't in the table of units\n";
  return 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
