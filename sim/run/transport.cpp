// The stages that move EVs and substances: exchange with cells, then diffusion and decay.
#include <algorithm>
#include <array>

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

// So many EVs or molecules arrived, and what they carry now: a treatment may change that between two records.
void note_messages(World& world, const Species& species, MessageKey key, double amount) {
  world.messages[key] += amount;
  for (const Load& load : species.carries)
    world.messages[{key.lane, key.receiver, load.index}] += load.copies * amount;
}

bool has_fixed_end(const Geometry& grid) {
  for (const auto& ends : grid.boundary)
    for (Boundary end : ends)
      if (end == Boundary::fixed) return true;
  return false;
}

}  // namespace

// What stays the same from step to step while cells neither move nor change.
void Simulation::prepare_exchange() {
  const Population& cells = world_.cells;
  const Geometry& grid = model_->geometry;
  by_voxel_ = cells_by_voxel(grid, cells.x, cells.y, cells.z);
  exchange_.clear();
  for (std::size_t s = 0; s < model_->species.size(); ++s)
    exchange_.emplace_back(grid, by_voxel_, rates_.clearance[s], model_->steps.transport);
  emission_.assign(world_.lanes.size(), {});
  for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
    const Lane& lane = world_.lanes[l];
    const std::vector<double> secretion = secretion_of(cells, rates_.secretion[lane.species], lane.donor);
    if (is_any(secretion)) emission_[l] = exchange_[lane.species].emission(secretion);
  }
  taken_.resize(by_voxel_.voxel.size());
  exchange_changed_ = false;
}

void Simulation::exchange() {
  if (exchange_changed_ || emission_.size() != world_.lanes.size()) prepare_exchange();
  for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
    if (is_empty(l) && emission_[l].empty()) continue;
    if (l < empty_.size()) empty_[l] = 0;
    Lane& lane = world_.lanes[l];
    const ExchangeTotals totals = exchange_[lane.species].apply(lane.counts, emission_[l], taken_);
    world_.balances[l].emitted += totals.emitted;
    world_.balances[l].taken_up += totals.taken;
    if (totals.taken != 0) deliver(l);  // no number, too: it is noticed in the cell
  }
}

// Cells get what was taken up in their voxels, and the cargo with it.
void Simulation::deliver(std::size_t lane) {
  constexpr std::size_t chunk = 1024;  // cells
  Population& cells = world_.cells;
  const int species = world_.lanes[lane].species;
  const std::size_t types = model_->cells.size();
  std::vector<double> by_type((cells.size() + chunk - 1) / chunk * types);
  parallel_chunks(cells.size(), chunk, [&](std::size_t begin, std::size_t end) {
    std::array<double, chunk> shares;
    exchange_[species].share_out(taken_, begin, {shares.data(), end - begin});
    for (const Load& load : model_->species[species].carries) {
      double* const cargo = cells.cargo[load.index].data() + begin;
      for (std::size_t n = 0; n < end - begin; ++n) cargo[n] += load.copies * shares[n];
    }
    double* const sums = &by_type[begin / chunk * types];
    for (std::size_t n = 0; n < end - begin; ++n) sums[cells.type[begin + n]] += shares[n];
  });
  for (std::size_t type = 0; type < types; ++type) {
    double sum = 0;
    for (std::size_t at = type; at < by_type.size(); at += types) sum += by_type[at];
    if (sum > 0)
      note_messages(world_, model_->species[species], {static_cast<int>(lane), static_cast<int>(type)}, sum);
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
    // Nothing is negative: so much in one voxel, so much or more in all. Most lanes end the search early.
    if (std::any_of(counts.begin(), counts.end(), [](double count) { return count >= faint; })) continue;
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
