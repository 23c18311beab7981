// The kinds of events. Each is registered by who makes it, so that files and measures know it:
// `const EventKind breach{"breach", "a cell enters a tissue"};`
#pragma once

#include <map>
#include <string>

namespace exomet {

class EventKind {
 public:
  EventKind(const std::string& name, const std::string& about);

  operator const std::string&() const { return name_; }
  friend bool operator==(const std::string& name, const EventKind& kind) { return name == kind.name_; }

  static const std::map<std::string, std::string>& all();  // from name to what it is

 private:
  std::string name_;
};

namespace event {
// Those of the engine.
extern const EventKind birth;    // by division or budding
extern const EventKind death;    // dying starts
extern const EventKind become;   // turns into another type
extern const EventKind attach;   // attaches to a tissue or to cells
extern const EventKind removal;  // disappears after dying, or is engulfed
extern const EventKind leave;    // crosses an open end of the domain
extern const EventKind fuse;     // is taken in by another cell
extern const EventKind excise;   // taken out by a treatment
extern const EventKind place;    // at the start or by a treatment; nobody is born then
extern const EventKind overlap;  // placed where there was no room
}  // namespace event

}  // namespace exomet
