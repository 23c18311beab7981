#include "sim/run/record/snapshot.hpp"

#include "sim/base/parallel.hpp"
#include "sim/run/signal.hpp"

namespace exomet {

namespace {

template <class Value>
CellColumn column(const std::string& name, const std::string& unit, std::size_t cells, const Value& value) {
  CellColumn made{name, unit, false, std::vector<double>(cells), {}};
  for (CellIndex i = 0; i < cells; ++i) made.values[i] = static_cast<double>(value(i));
  return made;
}

template <class Value>
CellColumn whole(const std::string& name, std::size_t cells, std::vector<std::string> categories,
                 const Value& value) {
  CellColumn made = column(name, "", cells, value);
  made.whole = true;
  made.categories = std::move(categories);
  return made;
}

// Counts of each species per um^3 around each cell, as density_around() has it, by species and cell.
std::vector<std::vector<double>> densities(const View& view) {
  constexpr std::size_t cells_at_once = 512;
  const std::size_t cells = view.world.cells.size();
  std::vector<std::vector<double>> density(view.model.species.size(), std::vector<double>(cells));
  parallel_chunks(cells, cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t species = 0; species < density.size(); ++species)
      for (std::size_t i = begin; i < end; ++i)
        density[species][i] = density_around(view, static_cast<int>(species), static_cast<CellIndex>(i));
  });
  return density;
}

void add_cell_columns(const View& view, Snapshot& snapshot) {
  const Population& cells = view.world.cells;
  const std::size_t n = cells.size();
  std::vector<std::string> types;
  for (const CellType& type : view.model.cells) types.push_back(type.name);
  auto& columns = snapshot.cells;
  columns.push_back(whole("id", n, {}, [&](CellIndex i) { return cells.id[i]; }));
  columns.push_back(whole("parent", n, {}, [&](CellIndex i) { return cells.parent[i]; }));
  columns.push_back(whole("type", n, types, [&](CellIndex i) { return cells.type[i]; }));
  columns.push_back(
      whole("life", n, {"alive", "dying"}, [&](CellIndex i) { return static_cast<int>(cells.life[i]); }));
  columns.push_back(whole("attachment", n, {"free", "tissue", "cells", "sealed"},
                          [&](CellIndex i) { return static_cast<int>(cells.attachment[i]); }));
  columns.push_back(column("diameter", "um", n, [&](CellIndex i) { return cells.diameter[i]; }));
  columns.push_back(column(
      "age", "d", n, [&](CellIndex i) { return days(std::max(0.0, view.world.time - cells.born[i])); }));
  columns.push_back(column("crowding", "", n,
                           [&](CellIndex i) { return SignalSource::all().at("crowding").at(view, i, 0); }));
  for (std::size_t c = 0; c < view.model.cargo.size(); ++c)
    columns.push_back(
        column(view.model.cargo[c].name, "copies", n, [&](CellIndex i) { return cells.cargo[c][i]; }));
  const std::vector<std::vector<double>> density = densities(view);
  for (std::size_t s = 0; s < view.model.species.size(); ++s)
    columns.push_back(
        column(view.model.species[s].name, "1/um^3", n, [&](CellIndex i) { return density[s][i]; }));
  for (std::size_t k = 0; k < cells.state.size(); ++k)
    columns.push_back(column(cells.state_names[k], "", n, [&](CellIndex i) { return cells.state[k][i]; }));
}

}  // namespace

Snapshot take_snapshot(const View& view, const Output& output) {
  Snapshot snapshot;
  snapshot.time = view.world.time;
  snapshot.geometry = view.model.geometry;
  for (CellIndex i = 0; i < view.world.cells.size(); ++i)
    snapshot.positions.push_back(view.world.cells.position(i));
  add_cell_columns(view, snapshot);
  for (int species : output.fields) {
    const Species& of = view.model.species[species];
    VoxelColumn voxels{of.name, of.vesicle ? "EVs/voxel" : "molecules/voxel",
                       std::vector<double>(view.model.geometry.size(), 0.0)};
    for (const DonorField& donor_field : view.world.donor_fields)
      if (donor_field.species == species)
        for (std::size_t v = 0; v < voxels.values.size(); ++v) voxels.values[v] += donor_field.counts[v];
    snapshot.voxels.push_back(std::move(voxels));
  }
  for (std::size_t t = 0; t < view.world.tissues.size(); ++t) {
    const VoxelValues& share = view.world.tissues[t].density;
    snapshot.voxels.push_back({view.model.tissues[t].name, "share", {share.begin(), share.end()}});
  }
  return snapshot;
}

}  // namespace exomet
