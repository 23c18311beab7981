// How often something has happened to cells of some types since the start.
#include "sim/run/cell_types.hpp"
#include "sim/run/event_kind.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Happened final : public Measure {
 public:
  static Section<Happened> schema() {
    Section<Happened> section("Events of one kind since the start, that with it.");
    std::vector<std::pair<std::string, std::string>> kinds;
    std::string about;
    for (const auto& [kind, what] : EventKind::all()) {
      kinds.emplace_back(kind, kind);
      about += (about.empty() ? "" : "; ") + kind + ": " + what;
    }
    section.choice("happened", &Happened::kind_, kinds,
                   "The kind of event, as in events.csv (" + about + ").");
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
  std::string kind_;  // of an EventKind
  CellTypes types_;
};

const Registry<Measure>::Entry<Happened> entry{"happened"};

}  // namespace
}  // namespace exomet
