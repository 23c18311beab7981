#include "sim/study/address.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sim/study/point_plan.hpp"
#include "sim/study/worker_plan.hpp"
#include "tests/study/sweep_files.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string address(const SweepFiles& files, std::size_t point, std::size_t replicate) {
  const Sweep sweep = files.read();
  const PointPlan plan = plan_point(sweep, point, files.library);
  return run_of(sweep, plan, point * static_cast<std::size_t>(sweep.replicates) + replicate).address;
}
}  // namespace

TEST_CASE("a point has the same runs whatever else is in the sweep") {
  SweepFiles files("vary: {parameters.speed: [1 um/min, 3 um/min]}\nreplicates: 2\n");
  const std::string before = address(files, 1, 1);
  CHECK(before == address(files, 1, 1));
  files.rewrite(
      "about: more\nvary: {parameters.speed: {from: 0 um/min, to: 4 um/min, levels: 5}}\nreplicates: 9\n");
  CHECK(address(files, 3, 1) == before);
  files.rewrite("vary: {treatments: [[], [slow]]}\nset: {parameters.speed: 3 um/min}\nreplicates: 9\n");
  CHECK(address(files, 0, 1) != before);  // says treatments: [] where nothing was said
  files.rewrite("vary: {parameters.speed: [1 um/min, 3 um/min]}\nreplicates: 2\nseed: 2\n");
  CHECK(address(files, 1, 1) != before);
}

TEST_CASE("the address follows what a run does and not what is said about it") {
  SweepFiles files("vary: {parameters.speed: [1 um/min]}\n");
  const std::string before = address(files, 0, 0);
  const auto with_experiment = [&](const std::string& experiment) {
    save(files.folder.path() / "configs/e.yaml", "model: small\n" + experiment);
    return address(files, 0, 0);
  };
  CHECK(with_experiment("about: words\nseed: 5\nduration: 2 d\n") == before);
  CHECK(with_experiment("duration: 48 h\n") == before);
  CHECK(with_experiment("duration: 3 d\n") != before);
  CHECK(with_experiment("duration: 2 d\noutput: {measures: 2 h}\n") != before);
  CHECK(with_experiment("duration: 2 d\ntreatments: [slow]\n") != before);
  CHECK(with_experiment("duration: 2 d\nset: {cells.a.diameter: 15 um}\n") != before);
}

TEST_CASE("seeds differ among replicates and points unless points are paired") {
  Sweep sweep;
  std::set<std::uint64_t> seeds;
  for (std::uint64_t content = 0; content < 100; ++content)
    for (std::size_t replicate = 0; replicate < 100; ++replicate)
      seeds.insert(seed_of(sweep, content, replicate));
  CHECK(seeds.size() == 10'000);
  CHECK(*seeds.rbegin() < (std::uint64_t{1} << 53));
  sweep.paired = true;
  CHECK(seed_of(sweep, 1, 7) == seed_of(sweep, 2, 7));
  CHECK(seed_of(sweep, 1, 7) != seed_of(sweep, 1, 8));
}

TEST_CASE("patients who are the same have seeds of their own") {
  const std::string design = GENERATE(as<std::string>{}, "random", "latin_hypercube", "sobol");
  SweepFiles files(
      "vary: {parameters.speed: {mixture: {slow: {share: 0.5, constant: 1 um/min}, quick: {share: 0.5, "
      "constant: 3 um/min}}}, treatments: [[], [slow]]}\ndesign: {" +
      design + ": 32}\n");
  std::set<std::string> addresses, contents;
  for (std::size_t patient = 0; patient < 32; ++patient) {
    const std::string one = address(files, patient, 0);
    addresses.insert(one);
    contents.insert(one.substr(0, 16));
  }
  CHECK(contents.size() == 4);
  CHECK(addresses.size() == 32);
}

TEST_CASE("values that don't go together become a problem of their point") {
  const SweepFiles files(
      "vary: {steps: [{source: assumed, rules: 6 min}, {source: assumed, rules: 7 min}]}\n");
  const PointPlan wrong = plan_point(files.read(), 1, files.library);
  CHECK_FALSE(wrong.plan);
  CHECK_THAT(wrong.problem, Catch::Contains("no whole multiple"));
}

TEST_CASE("many runs get a core each and few large ones several threads") {
  const auto worker_plan = [](std::size_t runs, double cells, double bytes = 1e6) {
    const WorkerPlan chosen = choose_worker_plan(runs, cells, bytes, 16, 64e9);
    return std::pair(chosen.workers, chosen.threads);
  };
  CHECK(worker_plan(1000, 500) == std::pair<std::size_t, std::size_t>(16, 1));
  CHECK(worker_plan(1000, 1e6) == std::pair<std::size_t, std::size_t>(16, 1));
  CHECK(worker_plan(8, 500) == std::pair<std::size_t, std::size_t>(8, 2));
  CHECK(worker_plan(20, 1e6) == std::pair<std::size_t, std::size_t>(1, 16));
  CHECK(worker_plan(20, 1e5) == std::pair<std::size_t, std::size_t>(3, 5));
  CHECK(worker_plan(1000, 1e6, 8e9) == std::pair<std::size_t, std::size_t>(5, 3));  // memory for five
  CHECK(worker_plan(1000, 1e6, 1e12) == std::pair<std::size_t, std::size_t>(1, 16));
}

TEST_CASE("a seed that a design names is the seed of its run wherever it is named") {
  const auto seeds = [](const std::string& sweep_text) {
    const SweepFiles files(sweep_text);
    const Sweep sweep = files.read();
    std::vector<std::uint64_t> found;
    for (std::size_t point = 0; point < sweep.points(); ++point)
      found.push_back(run_of(sweep, plan_point(sweep, point, files.library), point).seed);
    for (const AxisColumn& column : sweep.columns()) CHECK(column.name != "seed");
    return found;
  };
  using Seeds = std::vector<std::uint64_t>;
  CHECK(seeds("vary: {seed: [7, 9007199254740993]}\n") == Seeds{7, 9007199254740993});
  CHECK(seeds("points: [{parameters.speed: 1 um/min, seed: 7}, {parameters.speed: 1 um/min, seed: 8}]\n") ==
        Seeds{7, 8});
  CHECK(seeds("set: {seed: 5}\nvary: {treatments: [[], [slow]]}\n") == Seeds{5, 5});
  CHECK(seeds("set: {seed: 5}\nvary: {arm: {alternatives: {one: {}, two: {seed: 6}}}}\n") == Seeds{5, 6});
}

TEST_CASE("a scan that has changed under its name makes other runs") {
  SweepFiles files(
      "vary: {parameters.speed: [1 um/min]}\n",
      "duration: 2 d\nset:\n  tissues.bone: {resists: 40 nN, source: assumed}\n"
      "  start.+: {image: {of: bone, file: scan.mhd, unit: um, threshold: 0.5, source: assumed}}\n");
  const auto with_voxels = [&](char voxel) {
    save(files.folder.path() / "configs/scan.mhd",
         "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementSpacing = 100 100 100\n"
         "ElementType = MET_UCHAR\nElementDataFile = scan.raw\n");
    save(files.folder.path() / "configs/scan.raw", std::string(7, '\0') + voxel);
    return address(files, 0, 0);
  };
  const std::string before = with_voxels('\0');
  CHECK(with_voxels('\1') != before);
  CHECK(with_voxels('\0') == before);
}
