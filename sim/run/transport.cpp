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

bool diffuse_alike(const Species& a, const Species& b) {
  return a.diffusivity == b.diffusivity &&
         std::equal(a.in_tissue.begin(), a.in_tissue.end(), b.in_tissue.begin(), b.in_tissue.end(),
                    [](const InTissue& in_a, const InTissue& in_b) {
                      return in_a.index == in_b.index && in_a.diffusivity == in_b.diffusivity;
                    });
}

double entered(const Balance& balance) { return balance.emitted + balance.dosed + balance.supplied; }

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
  taken_.assign(world_.lanes.size(), {});
  delivers_.assign(world_.lanes.size(), 0);
  exchange_changed_ = false;
}

void Simulation::exchange() {
  if (exchange_changed_ || emission_.size() != world_.lanes.size()) prepare_exchange();
  for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
    if (is_empty(l) && emission_[l].empty()) continue;
    if (l < empty_.size()) empty_[l] = 0;
    Lane& lane = world_.lanes[l];
    taken_[l].resize(by_voxel_.voxel.size());
    const ExchangeTotals totals = exchange_[lane.species].apply(lane.counts, emission_[l], taken_[l]);
    world_.balances[l].emitted += totals.emitted;
    world_.balances[l].taken_up += totals.taken;
    if (totals.taken != 0) delivers_[l] = 1;  // no number, too: it is noticed in the cell
  }
  if (!cells_stay()) deliver();
}

// Whether cells are neither moved nor looked at before the next exchange.
bool Simulation::cells_stay() const {
  const std::uint64_t next = world_.tick + transport_period_;
  const bool moved =
      world_.tick % motion_period_ == 0 || world_.tick / motion_period_ != (next - 1) / motion_period_;
  return !moved && next % rules_period_ != 0;
}

// As long as cells stay, their parts of what is taken up in their voxels stay the same, and it is shared out
// once for many exchanges.
void Simulation::deliver() {
  for (std::size_t l = 0; l < delivers_.size(); ++l)
    if (std::exchange(delivers_[l], 0)) {
      deliver(l);
      std::fill(taken_[l].begin(), taken_[l].end(), 0.0);
    }
}

// Cells get what was taken up in their voxels, and the cargo with it.
void Simulation::deliver(std::size_t lane) {
  constexpr std::size_t chunk = 1024;  // cells
  Population& cells = world_.cells;
  const int species = world_.lanes[lane].species;
  const std::size_t types = model_->cells.size();
  const std::size_t chunks = (cells.size() + chunk - 1) / chunk;
  std::vector<double> by_type(chunks * types);
  const auto deliver_to = [&](std::size_t begin, std::size_t end) {
    std::array<double, chunk> shares;
    exchange_[species].share_out(taken_[lane], begin, {shares.data(), end - begin});
    for (const Load& load : model_->species[species].carries) {
      double* const cargo = cells.cargo[load.index].data() + begin;
      for (std::size_t n = 0; n < end - begin; ++n) cargo[n] += load.copies * shares[n];
    }
    double* const sums = &by_type[begin / chunk * types];
    for (std::size_t n = 0; n < end - begin; ++n) sums[cells.type[begin + n]] += shares[n];
  };
  parallel_chunks(chunks, cells.size() < few_cells ? chunks : 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t c = first; c < last; ++c) deliver_to(c * chunk, std::min(cells.size(), (c + 1) * chunk));
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
  diffusion_.clear();
  diffuses_as_.clear();
  for (std::size_t s = 0; s < model_->species.size(); ++s) {
    const Species& species = model_->species[s];
    std::vector<InMatter> in_tissue;
    for (const InTissue& in : species.in_tissue)
      in_tissue.push_back({in.diffusivity, world_.tissues[in.index].density});
    const Diffusivity diffusivity(species.diffusivity, in_tissue);
    const auto alike = std::find_if(model_->species.begin(), model_->species.begin() + s,
                                    [&](const Species& other) { return diffuse_alike(species, other); });
    const auto same = static_cast<std::size_t>(alike - model_->species.begin());
    diffuses_as_.push_back(same < s ? diffuses_as_[same] : diffusion_.size());
    if (same == s) diffusion_.emplace_back(grid, diffusivity, 0.0, model_->steps.transport);
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
  empty_.resize(world_.lanes.size(), 0);
  entered_.resize(world_.lanes.size());
  for (std::size_t l = 0; l < world_.lanes.size(); ++l) {
    const double ever = entered(world_.balances[l]);
    if (empty_[l] && entered_[l] == ever) continue;  // nothing has come since
    empty_[l] = 0;
    std::vector<double>& counts = world_.lanes[l].counts;
    // Nothing is negative: so much in one voxel, so much or more in all. Most lanes end the search early.
    if (std::any_of(counts.begin(), counts.end(), [](double count) { return count >= faint; })) continue;
    const double rest = parallel_sum(counts.size(), 32768, [&](std::size_t v) { return counts[v]; });
    if (rest >= faint) continue;
    world_.balances[l].decayed += rest;
    std::fill(counts.begin(), counts.end(), 0.0);
    empty_[l] = 1, entered_[l] = ever;
  }
}

bool Simulation::is_empty(std::size_t lane) const {
  return lane < empty_.size() && empty_[lane] && !is_supplied(lane);
}

// Lanes add up to the species: what is outside is supplied to one of them, that of doses, and the others see
// nothing there.
bool Simulation::is_supplied(std::size_t lane) const {
  return world_.lanes[lane].donor < 0 && supplying_[world_.lanes[lane].species].has_value();
}

// The lanes of all species that diffuse alike go together.
void Simulation::transport() {
  if (transport_changed_) rebuild_transport();
  std::vector<TransportBalance> done(world_.lanes.size());
  std::vector<std::vector<std::size_t>> alike(diffusion_.size());
  for (std::size_t l = 0; l < done.size(); ++l) {
    if (is_supplied(l))
      done[l] = supplying_[world_.lanes[l].species]->advance(world_.lanes[l].counts);
    else if (!is_empty(l))
      alike[diffuses_as_[world_.lanes[l].species]].push_back(l);
  }
  constexpr std::size_t worth_a_task = 32768;  // voxels: less is not worth waking another thread
  const std::size_t at_once = std::max<std::size_t>(1, worth_a_task / model_->geometry.size());
  const auto advance = [&](std::size_t d) {
    std::vector<DiffusingField> fields;
    for (const std::size_t l : alike[d])
      fields.push_back({world_.lanes[l].counts, model_->species[world_.lanes[l].species].decay()});
    const std::vector<TransportBalance> balances = diffusion_[d].advance(fields);
    for (std::size_t n = 0; n < fields.size(); ++n) done[alike[d][n]] = balances[n];
  };
  parallel_chunks(alike.size(), at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t d = begin; d < end; ++d) advance(d);
  });
  for (std::size_t l = 0; l < done.size(); ++l) {
    world_.balances[l].decayed += done[l].decayed;
    world_.balances[l].left += done[l].left;
    world_.balances[l].supplied += done[l].supplied;
  }
}

}  // namespace exomet
