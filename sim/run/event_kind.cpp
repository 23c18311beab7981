#include "sim/run/event_kind.hpp"

namespace exomet {

namespace {
std::map<std::string, std::string>& registered() {
  static std::map<std::string, std::string> kinds;
  return kinds;
}
}  // namespace

EventKind::EventKind(const std::string& name, const std::string& about) : name_(name) {
  registered()[name] = about;
}

const std::map<std::string, std::string>& EventKind::all() { return registered(); }

namespace event {
const EventKind birth{"birth", "by division or budding"};
const EventKind death{"death", "dying starts"};
const EventKind become{"become", "turns into another type"};
const EventKind attach{"attach", "attaches to a tissue or to cells"};
const EventKind removal{"removal", "disappears after dying, or is engulfed"};
const EventKind leave{"leave", "crosses an open end of the domain"};
const EventKind fuse{"fuse", "is taken in by another cell"};
const EventKind excise{"excise", "taken out by a treatment"};
const EventKind place{"place", "at the start or by a treatment"};
const EventKind overlap{"overlap", "placed where there was no room"};
}  // namespace event

}  // namespace exomet
