// What happens within one step of the rules, in the order of time: one scripted thing a mechanism, in a step
// of 6 min.
#include "sim/run/rules_step.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "tests/run/scripted.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

const Registry<Mechanism>::Entry<Scripted> does{"test_does"}, also{"test_also"}, too{"test_too"};

// Cells of the types at every 10 um along x.
std::string in_row(const std::string& types, const std::vector<std::string>& cells) {
  std::string model = periodic_box + loose +
                      "cargo: {source: assumed, RNA: {}}\ncells:\n  source: assumed\n" + types + "start:\n";
  for (std::size_t n = 0; n < cells.size(); ++n)
    model += cell_at(cells[n], 20 + 10 * static_cast<double>(n), 100, 100);
  return model;
}

// One step, in which all happens.
class Step {
 public:
  Step(const std::string& types, const std::vector<std::string>& of, const std::vector<double>& cargo = {})
      : asked_(in_row(types, of)) {
    World world = asked_.world();
    if (!cargo.empty()) world.cells.cargo[0] = cargo;
    simulation_.emplace(asked_.plan, std::move(world), 0);
    simulation_->step();
  }
  const Population& cells() const { return simulation_->world().cells; }
  std::vector<Event> events(const std::string& kind = "") const {
    std::vector<Event> found;
    for (const Event& event : simulation_->happened().events)
      if (kind.empty() || event.kind == kind) found.push_back(event);
    return found;
  }

 private:
  ModelRun asked_;
  std::optional<Simulation> simulation_;
};

std::string does_at(double minutes, const std::string& what, const std::string& key = "test_does") {
  return key + ": {at: " + std::to_string(minutes) + " min, what: " + what + "}";
}
std::string type(const std::string& name, const std::string& what) {
  return "  " + name + ": {diameter: 10 um, grows_over: never" + (what.empty() ? "" : ", " + what) + "}\n";
}

}  // namespace

TEST_CASE("a division shares volume and cargo and bears both daughters at its time") {
  const Step step(type("a", does_at(2, "divide")), {"a"}, {7});
  const Population& cells = step.cells();
  REQUIRE(cells.size() == 2);
  CHECK(cells.cargo[0] == std::vector<double>{3.5, 3.5});
  CHECK(cells.born == std::vector<double>{2, 2});
  CHECK(cells.diameter == std::vector<double>{5, 5});
  CHECK(cells.x[0] == Approx(19));
  CHECK(cells.x[1] == Approx(21));
  CHECK(cells.parent == std::vector<CellId>{0, 1});
  REQUIRE(step.events(event::birth).size() == 1);
  CHECK(step.events(event::birth)[0].cell == 2);
  CHECK(step.events(event::birth)[0].other == 1);
  CHECK(step.events(event::birth)[0].time == 2);
}

TEST_CASE("a mother that gives off a daughter of another type keeps what she has") {
  const Step step(type("a", "test_does: {at: 3 min, what: give_off, type: b}") + type("b", ""), {"a"}, {7});
  const Population& cells = step.cells();
  REQUIRE(cells.size() == 2);
  CHECK(cells.type == std::vector<CellTypeId>{0, 1});
  CHECK(cells.cargo[0] == std::vector<double>{7, 0});
  CHECK(cells.born == std::vector<double>{0, 3});
  CHECK(cells.diameter == std::vector<double>{10, 7});
  CHECK(norm(cells.position(1) - Vec3{20, 109, 100}) < 1e-12);
}

TEST_CASE("several things happen to a cell in one step in the order of time and not in that of writing") {
  const Step step(type("a", "test_does: {at: 4 min, what: become, type: b}, " +
                                does_at(1, "divide", "test_also") + ", " + does_at(5, "die", "test_too")) +
                      type("b", does_at(5.5, "vanish")),
                  {"a"});
  // It divides; both daughters, which have divided, become b and vanish: dying comes too late.
  const std::vector<Event> events = step.events();
  const std::vector<double> times{1, 4, 4, 5.5, 5.5};
  const std::vector<std::string> kinds{"birth", "become", "become", "removal", "removal"};
  REQUIRE(events.size() == 5);
  for (std::size_t n = 0; n < 5; ++n) {
    CHECK(events[n].time == times[n]);
    CHECK(events[n].kind == kinds[n]);
  }
  CHECK(events[1].cell == 1);  // of two at the same time the smaller id first
  CHECK(events[2].cell == 2);
  CHECK(step.cells().size() == 0);
}

TEST_CASE("of two that engulf the same cell the earlier gets it and at the same time the smaller id") {
  const auto eater = [](double early, double late) {
    const Step step(type("prey", does_at(1, "die")) + type("a", does_at(early, "engulf")) +
                        type("b", does_at(late, "engulf")),
                    {"a", "prey", "b"});
    CHECK(step.cells().size() == 2);
    const std::vector<Event> removals = step.events(event::removal);
    REQUIRE(removals.size() == 1);
    CHECK(removals[0].cause == "engulfed");
    CHECK(removals[0].cell == 2);
    return removals[0].other;
  };
  CHECK(eater(2, 3) == 1);
  CHECK(eater(3, 2) == 3);
  CHECK(eater(2, 2) == 1);
}

TEST_CASE("a cell that is gone does nothing more and isn't there for others") {
  for (const std::string what : {"divide", "merge", "die"}) {
    const Step step(type("prey", does_at(1, "vanish") + ", " + does_at(3, what, "test_also")) +
                        type("a", does_at(2, "merge")),
                    {"a", "prey"}, {3, 4});
    CHECK(step.cells().id == std::vector<CellId>{1});
    CHECK(step.cells().cargo[0] == std::vector<double>{3});
    CHECK(step.events(event::fuse).empty());
  }
}

TEST_CASE("a cell that dies lets nobody take it in and lets go") {
  const Step step(type("prey", does_at(1, "die")) + type("a", does_at(2, "merge")), {"a", "prey"});
  CHECK(step.cells().size() == 2);
  CHECK(step.cells().life[1] == Life::dying);
  CHECK(step.events(event::death).at(0).cause == "script");
}

TEST_CASE("a cell that takes in another has the cargo of both and lies between them") {
  const Step step(type("a", does_at(2, "merge")) + type("b", ""), {"a", "b", "b"}, {3, 4, 5});
  const Population& cells = step.cells();
  CHECK(cells.id == std::vector<CellId>{1, 3});
  CHECK(cells.cargo[0] == std::vector<double>{7, 5});
  CHECK(cells.x[0] == Approx(25));  // footprints of the same size
  REQUIRE(step.events(event::fuse).size() == 1);
  CHECK(step.events(event::fuse)[0].cell == 2);
  CHECK(step.events(event::fuse)[0].other == 1);
  CHECK(step.events(event::fuse)[0].cause == "a");
}

TEST_CASE("a chain of fusions at one time conserves cargo") {
  const Step step(type("a", does_at(2, "merge")), {"a", "a", "a", "a", "a"}, {1, 2, 4, 8, 16});
  double sum = 0;
  for (const double copies : step.cells().cargo[0]) sum += copies;
  CHECK(sum == 31);
  CHECK(step.events(event::fuse).size() == 5 - step.cells().size());
  CHECK(step.cells().id.front() == 1);
}

TEST_CASE("cells that are gone are removed and the others keep their order") {
  const Step step(type("a", does_at(1, "vanish")) + type("b", does_at(2, "divide")) + type("c", ""),
                  {"c", "a", "b", "a"});
  CHECK(step.cells().id == std::vector<CellId>{1, 3, 5});
}

TEST_CASE("what a new type doesn't keep is forgotten and what it keeps stays") {
  const Step step(type("a",
                       "anchored: 1 nN/um, test_does: {at: 1 min, what: become, type: b}, "
                       "test_also: {at: 0 min, what: divide}") +
                      type("b", "anchored: 1 nN/um, test_does: {at: 2 min, what: become, type: c}") +
                      type("c", ""),
                  {"a"});
  const Population& cells = step.cells();
  REQUIRE(cells.size() == 2);
  for (const std::vector<double>& column : cells.state) CHECK(column == std::vector<double>{0, 0});
  CHECK(cells.type == std::vector<CellTypeId>{2, 2});
}

TEST_CASE("events don't come twice and none is lost at the ends of steps") {
  // Due at 6 min, the end of the first step and the start of the second.
  ModelRun run(in_row(type("a", does_at(6, "divide")), {"a"}));
  run.until(6);
  CHECK(run.cells().size() == 1);
  run.until(7);
  CHECK(run.cells().size() == 2);
  run.until(60);
  CHECK(run.cells().size() == 2);
  CHECK(run.events(event::birth).at(0).time == 6);
}

TEST_CASE("rates so high that a step would never end are an error that says so") {
  ModelRun run(in_row(type("a", "becomes: {b: 1e9 /min}") + type("b", "becomes: {a: 1e9 /min}"), {"a"}));
  try {
    run.simulation.step();
    FAIL();
  } catch (const RunError& error) {
    CHECK_THAT(error.what(),
               Catch::Contains("1 cells within one step of the rules, 6 min, the last by 'becomes' to "
                               "a cell of type "));
  }
}
