// What happens in a World, one by one, for those who record it. It changes nothing in the World, and is no
// part of it.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "sim/run/event_kind.hpp"
#include "sim/run/world.hpp"

namespace exomet {

struct Event {
  double time = 0;             // min
  std::string kind;            // of an EventKind
  CellId cell = 0, other = 0;  // other: the mother, the engulfer, the cell that it fused into; 0 if none
  CellTypeId type = 0;         // of the cell, before the event
  std::string cause;           // "MMP1", "matrix", the new type, ...
  Vec3 position;               // um
};

// What arrived at the cells of one type: EVs or molecules of a donor field, or the copies of a cargo in its
// EVs.
struct MessageKey {
  int donor_field = 0, receiver = 0;
  int cargo = -1;  // -1: the EVs or molecules themselves

  auto operator<=>(const MessageKey&) const = default;
};

// Since they were last taken: events in their order, and what was taken up, in copies
// of what was released with them, less what is neutralised.
struct Happenings {
  std::vector<Event> events;
  std::map<MessageKey, double> messages;

  // Notes an event of a world, which counts it.
  void add(World& world, Event event) {
    ++world.tallies[{event.kind, event.type}];
    events.push_back(std::move(event));
  }
};

}  // namespace exomet
