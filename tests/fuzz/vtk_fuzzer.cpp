// Records of a run as pictures are made from them: the first letter says whether of cells, of the grid, or a
// list of records.
#include "sim/base/error.hpp"
#include "sim/run/image/image_error.hpp"
#include "tests/fuzz/target.hpp"
#include "viz/render/listed.hpp"
#include "viz/render/vtk_files.hpp"

using namespace exomet;
using namespace exomet::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  try {
    if (bytes[0] == 'c') {
      read_cells(scratch().write("record.vtp", input));
    } else if (bytes[0] == 'l') {
      all_listed(scratch().write("list.pvd", input));
    } else {
      const std::filesystem::path file = scratch().write("record.vti", input);
      read_grid(file, read_grid(file, {}).names);
    }
  } catch (const ImageError&) {
  } catch (const InputError&) {
  }
  return 0;
}
