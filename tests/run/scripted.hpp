// A mechanism that does one thing at a certain time, as a test writes it in its model:
//   test_does: {at: 2 min, what: divide}
#pragma once

#include <cmath>

#include "sim/run/mechanism.hpp"

namespace exomet::test {

class Scripted final : public Mechanism {
 public:
  enum class What { divide, give_off, become, die, vanish, engulf, merge };

  static Section<Scripted> schema() {
    Section<Scripted> section("Does one thing at a certain time.");
    section.quantity("at", &Scripted::at_, Dimension::time, {true, not_negative}, "When.")
        .choice("what", &Scripted::what_,
                {{"divide", What::divide},
                 {"give_off", What::give_off},
                 {"become", What::become},
                 {"die", What::die},
                 {"vanish", What::vanish},
                 {"engulf", What::engulf},
                 {"merge", What::merge}},
                "What.")
        .reference("type", &Scripted::type_, "cell type", false, "For those that make one.");
    return section;
  }

  void declare(StateColumns& columns) override {
    done_ = columns.of("done_at_" + std::to_string(std::lround(60 * at_)));
  }
  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells)
      if (done_.of(view.world.cells, i) == 0) offers.due(i, at_ - view.time());
  }
  void act(const View& view, OwnCell cell, const Occasion&, Commands& commands) const override {
    const Population& all = view.world.cells;
    cell[done_] = 1;
    const auto first = [&](Life life) {
      for (const CellIndex other : view.touching(cell))
        if (all.life[other] == life) return other;
      return static_cast<CellIndex>(cell);
    };
    switch (what_) {
      case What::divide:
        return commands.spawn({true, -1, {1, 0, 0}, {-1, 0, 0}, 5, "division"});
      case What::give_off:
        return commands.spawn({false, type_, {0, 9, 0}, {}, 7, "budding"});
      case What::become:
        return commands.replace(static_cast<CellTypeId>(type_));
      case What::die:
        return commands.start_dying("script");
      case What::vanish:
        return commands.remove("script");
      case What::engulf:
        if (first(Life::dying) != cell) commands.engulf(first(Life::dying));
        return;
      case What::merge:
        return commands.merge(first(Life::alive));
    }
  }

 private:
  double at_ = 0;  // min
  What what_ = What::divide;
  int type_ = -1;
  StateColumn done_;
};

}  // namespace exomet::test
