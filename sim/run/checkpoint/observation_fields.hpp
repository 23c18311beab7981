// The fields of what a run has observed and not yet recorded, as world_fields.hpp has those of a World.
#pragma once

#include "sim/run/happenings.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/world_fields.hpp"

namespace exomet {

template <class Visit>
void visit_fields(Like<MeasureMemory> auto& memory, const Visit& visit) {
  auto& [value, time] = memory;
  visit("value", value), visit("time", time);
}

template <class Visit>
void visit_fields(Like<Event> auto& event, const Visit& visit) {
  auto& [time, kind, cell, other, type, cause, position] = event;
  visit("time", time), visit("kind", kind), visit("cell", cell), visit("other", other);
  visit("type", type), visit("cause", cause), visit("position", position);
}

template <class Visit>
void visit_fields(Like<MessageKey> auto& key, const Visit& visit) {
  auto& [donor_field, receiver, cargo] = key;
  visit("donor_field", donor_field), visit("receiver", receiver), visit("cargo", cargo);
}

template <>
inline constexpr bool is_row<Event> = true;
template <>
inline constexpr bool is_row<MeasureMemory> = true;

}  // namespace exomet
