// How often something has happened to cells of a type since the start.
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Happened final : public Measure {
 public:
  static Section<Happened> schema() {
    Section<Happened> section("Events of one kind since the start.");
    section
        .choice("happened", &Happened::kind_,
                {{"birth", EventKind::birth},
                 {"death", EventKind::death},
                 {"become", EventKind::become},
                 {"attach", EventKind::attach},
                 {"breach", EventKind::breach},
                 {"removal", EventKind::removal},
                 {"leave", EventKind::leave},
                 {"fuse", EventKind::fuse}},
                "The kind of event, as in events.csv.")
        .reference("to", &Happened::type_, "cell type", true, "The type that it happened to.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const auto found = view.world.tallies.find({kind_, static_cast<CellTypeId>(type_)});
    return found == view.world.tallies.end() ? 0 : static_cast<double>(found->second);
  }

 private:
  EventKind kind_ = EventKind::birth;
  int type_ = -1;
};

const Registry<Measure>::Entry<Happened> entry{"happened"};

}  // namespace
}  // namespace exomet
