// A model and an experiment, with a line ==== between them. What can be loaded and is small runs for a few
// steps: it ends in an error that says something, or in a state that is finite.
#include "sim/base/error.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"
#include "tests/fuzz/target.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

bool is_small(const Plan& plan) {
  const Estimate needs = estimate(plan);
  return needs.voxels < 2e4 && needs.cells < 300 && needs.memory < 1e8;
}

void follow(const Plan& plan) {
  Run run(plan);
  for (int step = 0; step < 4 && run.advance(); ++step) {
  }
  run.measure();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto [model, experiment] = halves({reinterpret_cast<const char*>(bytes), size});
  scratch().write("fuzzed.yaml", model);
  const std::filesystem::path asked = scratch().write("asked.yaml", experiment);
  static const Library library{EXOMET_SOURCE_DIR "/models"};
  try {
    const Plan plan = load_plan(asked, {}, library);
    if (is_small(plan)) follow(plan);
  } catch (const InputError& error) {
    require(*error.what() != '\0', "an error that says nothing");
  } catch (const RunError& error) {
    require(*error.what() != '\0', "an error that says nothing");
  }
  return 0;
}
