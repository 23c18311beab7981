// The cells: one structure of arrays, in the order of their ids (births append, removal keeps the order).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/vec3.hpp"

namespace exomet {

using CellId = std::uint64_t;      // unique within a run, never reused; 0 is nobody
using CellIndex = std::uint32_t;   // position in the arrays, valid until cells are removed
using CellTypeId = std::uint16_t;  // index into Model::cells

// A cell that is gone stays in its place until the end of a step of the rules; nobody sees it otherwise.
enum class Life : std::uint8_t { alive, dying, gone };

// What a cell holds on to. A cell that is sealed to a tissue, as an osteoclast to the bone that it resorbs,
// stays where it is: it neither crawls nor follows anything.
enum class Attachment : std::uint8_t { none, tissue, cells, sealed };

inline bool holds_tissue(Attachment attachment) {
  return attachment == Attachment::tissue || attachment == Attachment::sealed;
}

struct Population {
  std::vector<CellId> id, parent;  // parent 0: placed at the start or by a treatment
  std::vector<CellTypeId> type;
  std::vector<Life> life;
  std::vector<Attachment> attachment;
  std::vector<double> x, y, z;             // um
  std::vector<double> diameter;            // um
  std::vector<double> born;                // min; a division bears both daughters
  std::vector<std::vector<double>> cargo;  // [cargo][cell], copies in the cell
  std::vector<std::vector<double>> state;  // [column][cell], of the mechanisms
  std::vector<std::string> state_names;    // of the columns
  CellId next_id = 1;

  std::size_t size() const { return id.size(); }
  Vec3 position(CellIndex i) const { return {x[i], y[i], z[i]}; }
  bool alive(CellIndex i) const { return life[i] == Life::alive; }

  // Index of the state column of that name, added (filled with 0) if it isn't there.
  int column(std::string_view name);

  // Appends a cell with a new id, all else default (alive, unattached, no cargo, state 0); returns its index.
  CellIndex append(CellTypeId, const Vec3& position, double diameter, double born, CellId parent);

  // Appends a copy of a cell with a new id; returns its index. The caller shares out what is conserved.
  CellIndex append_copy(CellIndex of);

  // Removes the cells whose flag is set, keeping the order of the rest. Flags: one per cell.
  void remove(const std::vector<std::uint8_t>& flags);
};

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

}  // namespace exomet
