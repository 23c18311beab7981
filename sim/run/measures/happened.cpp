// How often something has happened to cells of some types since the start.
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Happened final : public Measure {
 public:
  static Section<Happened> schema() {
    Section<Happened> section("Events of one kind since the start, that with it.");
    section.choice("happened", &Happened::kind_,
                   {{"birth", EventKind::birth},
                    {"death", EventKind::death},
                    {"become", EventKind::become},
                    {"attach", EventKind::attach},
                    {"breach", EventKind::breach},
                    {"removal", EventKind::removal},
                    {"leave", EventKind::leave},
                    {"fuse", EventKind::fuse},
                    {"place", EventKind::place},
                    {"overlap", EventKind::overlap}},
                   "The kind of event, as in events.csv: birth by division or budding, place at the start or "
                   "by a treatment, "
                   "overlap where that found no room.");
    add_cell_types(section, "to", &Happened::types_, true, "The types that it happened to.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double events = 0;
    for (CellTypeId type : types_.list)
      if (const auto found = view.world.tallies.find({kind_, type}); found != view.world.tallies.end())
        events += static_cast<double>(found->second);
    return events;
  }

 private:
  EventKind kind_ = EventKind::birth;
  CellTypes types_;
};

const Registry<Measure>::Entry<Happened> entry{"happened"};

}  // namespace
}  // namespace exomet
