// A mechanism that is none of ours, with an outcome, an event, a signal and a state of its own, in one file:
// a cyst opens after a while, and is then several small cells and nothing of itself; others sense how long it
// has been ripening.
#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"
#include "tests/support/model_run.hpp"

namespace exomet {
namespace {

const EventKind opens{"test_open", "a cyst opens"};

class Ripen final : public Mechanism {
 public:
  static Section<Ripen> schema() {
    Section<Ripen> section("Ripens in two steps, and opens.");
    add_rule(section, "rate", &Ripen::rate_, Dimension::rate, true, "Of each of the two.");
    section.reference("into", &Ripen::into_, "cell type", true, "What comes out.");
    return section;
  }
  void declare(StateColumns& columns) override { ripeness_ = columns.of("test_ripeness"); }
  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) offers.may(i, rate_.at(view, i));
  }
  void act(const View&, OwnCell cell, const Occasion&, Commands& commands) const override {
    if (++cell[ripeness_] < 2) return;
    for (const double side : {-6.0, 0.0, 6.0}) commands.spawn({false, into_, {side, 0, 0}, {}, 4, "opening"});
    commands.record(opens);
    commands.remove("opened");
  }

 private:
  Rule rate_;
  int into_ = -1;
  StateColumn ripeness_;
};
const Registry<Mechanism>::Entry<Ripen> entry{"test_ripens"};

// How ripe the ripest of those that it touches is.
const SignalSource ripe_beside{{"test_ripe_beside", "test_ripe_beside", "", Dimension::number,
                                "ripeness of the ripest that it touches",
                                [](const View& view, CellIndex cell, int) {
                                  double most = 0;
                                  for (CellIndex other : view.touching(cell))
                                    most = std::max(most, kept_in(view, "test_ripeness", other));
                                  return most;
                                }}};

}  // namespace
}  // namespace exomet

using namespace exomet;
using namespace exomet::test;

TEST_CASE("a new mechanism brings its outcome and event and signal with it") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  cyst: {diameter: 12 um, test_ripens: {rate: 1 /h, into: spore}}\n"
               "  spore: {diameter: 4 um}\n"
               "  watcher: {diameter: 12 um, becomes: {alarmed: {rate: 0 /min, raised_by: {test_ripe_beside: "
               "{to: 1000 /min, half: 1, response: threshold}}}}}\n"
               "  alarmed: {diameter: 12 um}\n"
               "start:\n" +
               cell_at("cyst", 100, 100, 100) + cell_at("watcher", 112, 100, 100) +
               cell_at("watcher", 150, 100, 100) +
               "measures: {source: assumed, opened: {happened: test_open, to: cyst}}\n");
  run.until(24 * 60);
  CHECK(run.count(0) == 0);
  CHECK(run.count(1) == 3);
  CHECK(run.count(2) == 1);  // out of touch
  CHECK(run.count(3) == 1);
  CHECK(run.measure("opened") == 1);
  REQUIRE(run.events("test_open").size() == 1);
  CHECK(run.events(event::become).at(0).time < run.events("test_open")[0].time);
  CHECK(run.events(event::birth).size() == 3);
}
