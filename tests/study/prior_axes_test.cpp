// Sweeps that draw from the priors of a model.
#include "sim/study/prior_axes.hpp"

#include <catch2/catch.hpp>

#include "sim/study/address.hpp"
#include "tests/study/sweep_files.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

// As `knobs`, with a speed of which the prior is written, and one that two cell types share.
std::string with_priors() {
  std::string model = knobs;
  const auto replace = [&](const std::string& what, const std::string& by) {
    const std::size_t at = model.find(what);
    REQUIRE(at != std::string::npos);
    model.replace(at, what.size(), by);
  };
  replace("range: [0 um/min, 5 um/min], about", "prior: {log_uniform: [0.1 um/min, 4 um/min]}, about");
  replace("divides: {rate: 1 /d}}\n",
          "divides: {rate: {value: 1 /d, prior: {normal: {mean: 1 /d, sd: 0.2 /d}, from: 0 /d, to: 2 /d}}}}\n"
          "  b: {like: a, diameter: 18 um}\n");
  return model;
}

struct Files : SweepFiles {
  explicit Files(const std::string& sweep, const std::string& experiment = "duration: 2 d\n")
      : SweepFiles(sweep, experiment) {
    save(folder.path() / "models/small.yaml", with_priors());
  }
};

std::vector<std::string> axes_of(const Sweep& sweep) {
  std::vector<std::string> names;
  for (const Axis& axis : sweep.axes) names.push_back(axis.name);
  return names;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("vary: priors draws every number whose prior is written, inherited ones once") {
  const Sweep sweep = Files("vary: priors\ndesign: {sobol: 15}\n").read();
  CHECK(axes_of(sweep) == Words{"parameters.speed", "cells.a.divides.rate"});
  REQUIRE(sweep.points() == 15);
  // Sobol's first point is the middle: the medians.
  CHECK(std::stod(sweep.at(0)[0].cells[0]) == Approx(std::sqrt(0.1 * 4)));
  CHECK(std::stod(sweep.at(0)[1].cells[0]) == Approx(1));
  CHECK(sweep.columns()[0].unit == "um/min");
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    const double speed = std::stod(sweep.at(point)[0].cells[0]);
    CHECK(speed >= 0.1);
    CHECK(speed <= 4);
  }
  CHECK(Files("vary: priors\ndesign: {sobol: 15}\n").problems() == Words{});  // all of them can be run
}

TEST_CASE("Morris and Saltelli designs go over priors") {
  const Sweep morris = Files("vary: priors\ndesign: {morris: 4}\n").read();
  CHECK(morris.points() == 4 * 3);
  for (std::size_t point = 0; point < morris.points(); ++point)  // on the grid of quantiles 0, 1/3, 2/3, 1
    CHECK(std::fmod(morris.cube[point][0] * 3 + 1e-9, 1) < 1e-6);
  CHECK(Files("vary: {priors: all}\ndesign: {saltelli: 8}\n").read().points() == 8 * 4);
}

TEST_CASE("priors may be listed and default ones then count") {
  const Sweep sweep =
      Files("vary: {priors: [cells.a.diameter], treatments: [[], [slow]]}\ndesign: {sobol: 7}\n").read();
  CHECK(axes_of(sweep) == Words{"treatments", "cells.a.diameter"});
  CHECK(std::stod(sweep.at(0)[1].cells[0]) == Approx(16));
  CHECK(sweep.at(0)[1].settings[0].value.scalar == "16 um");
}

TEST_CASE("what else is varied or set isn't drawn from its prior") {
  CHECK(axes_of(Files("vary: {priors: all, parameters.speed: [0 um/min, 1 um/min]}\ndesign: {sobol: 7}\n")
                    .read()) == Words{"parameters.speed", "cells.a.divides.rate"});
  CHECK(axes_of(Files("set: {parameters.speed: 1 um/min}\nvary: priors\ndesign: {sobol: 7}\n").read()) ==
        Words{"cells.a.divides.rate"});
  CHECK(axes_of(
            Files("vary: priors\ndesign: {sobol: 7}\n", "duration: 2 d\nset: {parameters.speed: 1 um/min}\n")
                .read()) == Words{"cells.a.divides.rate"});
}

TEST_CASE("priors that can't be drawn are problems with their places") {
  const auto problem = [](const std::string& vary) {
    const Words found = Files("vary: {priors: " + vary + "}\ndesign: {sobol: 7}\n").problems();
    REQUIRE(found.size() == 1);
    return found[0];
  };
  CHECK_THAT(problem("[parameters.sped]"),
             Catch::StartsWith("s.yaml:2:17: vary.priors: no number 'parameters.sped'") &&
                 Catch::Contains("did you mean 'parameters.speed'?"));
  CHECK_THAT(problem("[domain.size]"), Catch::Contains("'domain.size' is a list of numbers"));
  CHECK_THAT(problem("[cells.a.crawls.speed]"), Catch::Contains("write 'parameters.speed'"));
  CHECK_THAT(problem("some"), Catch::Contains("expected 'all', or a list of paths"));
  const Words none = problems_of_sweep("vary: priors\ndesign: {sobol: 7}\n");
  REQUIRE(none.size() == 1);
  CHECK_THAT(none[0], Catch::Contains("the model has no number with a prior that isn't set"));
}

TEST_CASE("a changed prior is another sweep for the workers but no other run") {
  const Files files("vary: priors\ndesign: {sobol: 3}\n");
  const std::string before = text_hash(files.read());
  const std::uint64_t run =
      content_hash(load_plan(files.folder.path() / "configs/e.yaml", {}, files.library));
  std::string wider = with_priors();
  wider.replace(wider.find("4 um/min]"), 9, "9 um/min]");
  save(files.folder.path() / "models/small.yaml", wider);
  CHECK(text_hash(files.read()) != before);
  CHECK(content_hash(load_plan(files.folder.path() / "configs/e.yaml", {}, files.library)) == run);
}
