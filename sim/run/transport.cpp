// The stages that move EVs and substances: exchange with cells, then diffusion and decay.
#include <algorithm>

#include "sim/base/parallel.hpp"
#include "sim/grid/exchange.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {

// What the cells of one type release of a species; empty for doses, whose donor is gone.
std::vector<double> secretion_of(const Population& cells, const std::vector<double>& secretion, int donor) {
  std::vector<double> own;
  if (donor < 0) return own;
  own = secretion;
  for (std::size_t i = 0; i < own.size(); ++i)
    if (cells.type[i] != donor) own[i] = 0;
  return own;
}

bool is_any(const std::vector<double>& rates) {
  return std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; });
}

bool has_fixed_end(const Geometry& grid) {
  for (const auto& ends : grid.boundary)
    for (Boundary end : ends)
      if (end == Boundary::fixed) return true;
  return false;
}

}  // namespace

void Simulation::exchange() {
  Population& cells = world_.cells;
  const Geometry& grid = model_->geometry;
  const double step = model_->steps.transport;
  const CellsByVoxel by_voxel = cells_by_voxel(grid, cells.x, cells.y, cells.z);
  taken_.resize(cells.size());
  std::vector<double> by_type(model_->cells.size());
  for (std::size_t s = 0; s < model_->species.size(); ++s) {
    const Exchange exchange(grid, by_voxel, rates_.clearance[s], step);
    for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
      Lane& lane = world_.lanes[l];
      if (lane.species != static_cast<int>(s)) continue;
      const std::vector<double> secretion = secretion_of(cells, rates_.secretion[s], lane.donor);
      if (is_empty(l) && !is_any(secretion)) continue;
      if (l < empty_.size()) empty_[l] = 0;
      const ExchangeTotals totals = exchange.apply(lane.counts, secretion, taken_);
      world_.balances[l].emitted += totals.emitted;
      world_.balances[l].taken_up += totals.taken;
      std::fill(by_type.begin(), by_type.end(), 0.0);
      for (std::size_t i = 0; i < cells.size(); ++i) by_type[cells.type[i]] += taken_[i];
      for (std::size_t type = 0; type < by_type.size(); ++type)
        if (by_type[type] > 0)
          world_.messages[{static_cast<int>(l), static_cast<int>(type)}] += by_type[type];
      for (const Load& load : model_->species[s].carries)
        for (std::size_t i = 0; i < cells.size(); ++i) cells.cargo[load.index][i] += load.copies * taken_[i];
    }
  }
}

void Simulation::rebuild_transport() {
  const Geometry& grid = model_->geometry;
  for (std::size_t s = 0; s < model_->species.size(); ++s) {
    const Species& species = model_->species[s];
    std::vector<InMatter> in_tissue;
    for (const InTissue& in : species.in_tissue)
      in_tissue.push_back({in.diffusivity, world_.tissues[in.index].density});
    const Diffusivity diffusivity(species.diffusivity, in_tissue);
    diffusion_[s].emplace(grid, diffusivity, species.decay(), model_->steps.transport);
    supplying_[s].reset();
    if (species.outside <= 0 || !has_fixed_end(grid)) continue;
    std::array<std::array<double, 2>, 3> outside;
    for (auto& ends : outside) ends.fill(species.outside * grid.voxel_volume());
    supplying_[s].emplace(grid, diffusivity, species.decay(), model_->steps.transport, outside);
    lane_of(world_, grid, static_cast<int>(s), -1);
  }
  transport_changed_ = false;
}

// What is left of a lane when it is far less than one EV in the whole domain counts as decayed, and nothing
// happens in an empty lane until cells release into it again. (Going through it would change no bit.)
void Simulation::clear_faint_lanes() {
  constexpr double faint = 1e-9;  // EVs or molecules
  empty_.assign(world_.lanes.size(), 0);
  for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
    std::vector<double>& counts = world_.lanes[l].counts;
    const double rest = parallel_sum(counts.size(), 4096, [&](std::size_t v) { return counts[v]; });
    if (rest >= faint) continue;
    world_.balances[l].decayed += rest;
    std::fill(counts.begin(), counts.end(), 0.0);
    empty_[l] = 1;
  }
}

bool Simulation::is_empty(std::size_t lane) const {
  const bool supplied = world_.lanes[lane].donor < 0 && supplying_[world_.lanes[lane].species].has_value();
  return lane < empty_.size() && empty_[lane] && !supplied;
}

void Simulation::transport() {
  if (transport_changed_) rebuild_transport();
  std::vector<TransportBalance> done(world_.lanes.size());
  parallel_chunks(done.size(), 1, [&](std::size_t l, std::size_t) {
    if (is_empty(l)) return;
    Lane& lane = world_.lanes[l];
    // Lanes add up to the species: what is outside is supplied to one of them, that of doses, and the others
    // see nothing there.
    const auto& supplying = supplying_[lane.species];
    const Diffusion& diffusion = lane.donor < 0 && supplying ? *supplying : *diffusion_[lane.species];
    done[l] = diffusion.advance(lane.counts);
  });
  for (std::size_t l = 0; l < done.size(); ++l) {
    world_.balances[l].decayed += done[l].decayed;
    world_.balances[l].left += done[l].left;
    world_.balances[l].supplied += done[l].supplied;
  }
}

}  // namespace exomet
