// The fields of a World by name and in a fixed order: the one list from which its digest is computed and its
// checkpoints are written and read. Bindings name every member, so that a member that is added to one of
// these types doesn't compile until it is dealt with here. (tests/checkpoint/world_columns_test.cpp sees
// whether it is.)
#pragma once

#include <concepts>
#include <type_traits>

#include "sim/run/world.hpp"

namespace exomet {

// Constant or not.
template <class T, class Of>
concept Like = std::same_as<std::remove_const_t<T>, Of>;

// A number or a state.
template <class T>
concept FieldScalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// visit_fields(record, visit) calls visit("name", field) for each field of a record.
template <class Visit>
void visit_fields(Like<Vec3> auto& at, const Visit& visit) {
  auto& [x, y, z] = at;
  visit("x", x), visit("y", y), visit("z", z);
}

template <class Visit>
void visit_fields(Like<DonorField> auto& donor_field, const Visit& visit) {
  auto& [species, donor, load, counts] = donor_field;
  visit("species", species), visit("donor", donor), visit("load", load), visit("counts", counts);
}

template <class Visit>
void visit_fields(Like<Balance> auto& balance, const Visit& visit) {
  auto& [emitted, dosed, supplied, taken_up, decayed, left] = balance;
  visit("emitted", emitted), visit("dosed", dosed), visit("supplied", supplied);
  visit("taken_up", taken_up), visit("decayed", decayed), visit("left", left);
}

template <class Visit>
void visit_fields(Like<CompartmentBalance> auto& balance, const Visit& visit) {
  auto& [given, produced, entered, received, decayed, left, passed_on] = balance;
  visit("given", given), visit("produced", produced), visit("entered", entered);
  visit("received", received), visit("decayed", decayed), visit("left", left);
  visit("passed_on", passed_on);
}

template <class Visit>
void visit_fields(Like<CompartmentState> auto& compartment, const Visit& visit) {
  auto& [amounts, balances] = compartment;
  visit("amounts", amounts), visit("balances", balances);
}

template <class Visit>
void visit_fields(Like<Tissue> auto& tissue, const Visit& visit) {
  auto& [density, placed, removed, formed, start] = tissue;
  visit("density", density), visit("placed", placed), visit("removed", removed);
  visit("formed", formed), visit("start", start);
}

template <class Visit>
void visit_fields(Like<std::pair<std::string, CellTypeId>> auto& key, const Visit& visit) {
  visit("kind", key.first), visit("type", key.second);
}

template <class Visit>
void visit_fields(Like<Population> auto& cells, const Visit& visit) {
  auto& [id, parent, type, life, attachment, x, y, z, diameter, born, cargo, state, state_names, next_id] =
      cells;
  visit("id", id), visit("parent", parent), visit("type", type);
  visit("life", life), visit("attachment", attachment);
  visit("x", x), visit("y", y), visit("z", z), visit("diameter", diameter), visit("born", born);
  visit("cargo", cargo), visit("state", state), visit("state_names", state_names);
  visit("next_id", next_id);
}

template <class Visit>
void visit_fields(Like<World> auto& world, const Visit& visit) {
  auto& [seed, tick, time, cells, donor_fields, balances, tissues, compartments, limited_moves, tallies] =
      world;
  visit("seed", seed), visit("tick", tick), visit("time", time), visit("cells", cells);
  visit("donor_fields", donor_fields), visit("balances", balances), visit("tissues", tissues);
  visit("compartments", compartments);
  visit("limited_moves", limited_moves), visit("tallies", tallies);
}

template <class T>
concept HasFields = requires(T& record) {
  visit_fields(record, [](const char*, auto&) {});
};

// Records of numbers and texts only, of which there may be many: a checkpoint keeps a column for each field.
template <class T>
inline constexpr bool is_row = false;
template <>
inline constexpr bool is_row<Balance> = true;
template <>
inline constexpr bool is_row<CompartmentBalance> = true;

}  // namespace exomet
