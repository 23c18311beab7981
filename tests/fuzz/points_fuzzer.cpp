// A design of a sweep as CSV.
#include "sim/study/design/axis.hpp"
#include "tests/fuzz/target.hpp"

using namespace exomet;
using namespace exomet::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  Problems problems;
  const Axis axis = read_points_text(text, "points.csv", {"sweep.yaml", 1, 1}, problems);
  for (const AxisValue& value : axis.values)
    require(value.cells.size() <= axis.columns.size(), "a point has more cells than the header");
  for (const Problem& problem : problems.list()) require(!problem.what.empty(), "a problem says nothing");
  return 0;
}
