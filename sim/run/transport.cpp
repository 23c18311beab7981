#include "sim/run/transport.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/base/mathematics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

namespace {

Diffusivity diffusivity_of(const Species& species, const World& world) {
  std::vector<TissueDiffusivity> in_tissue;
  for (const DiffusivityInTissue& in : species.in_tissue)
    in_tissue.push_back({in.diffusivity, world.tissues[in.index].density});
  return {species.diffusivity, in_tissue};
}

// Whether cells of a type release any of a species.
bool release_any(const Population& cells, const std::vector<double>& secretion, int type) {
  for (std::size_t i = 0; i < secretion.size(); ++i)
    if (secretion[i] > 0 && cells.type[i] == type) return true;
  return false;
}

// What cells release, but only those of a type.
std::vector<double> secretion_of(const Population& cells, std::vector<double> secretion, int type) {
  for (std::size_t i = 0; i < secretion.size(); ++i)
    if (cells.type[i] != type) secretion[i] = 0;
  return secretion;
}

// So many EVs or molecules arrived, and what they brought, in copies of each cargo by EV.
void note_messages(Happenings& happened, const std::vector<double>& brought, MessageKey key, double amount) {
  happened.messages[key] += amount;
  for (std::size_t c = 0; c < brought.size(); ++c)
    if (brought[c] > 0)
      happened.messages[{key.donor_field, key.receiver, static_cast<int>(c)}] += brought[c] * amount;
}

bool diffuse_alike(const Species& a, const Species& b) {
  return a.diffusivity == b.diffusivity &&
         std::equal(a.in_tissue.begin(), a.in_tissue.end(), b.in_tissue.begin(), b.in_tissue.end(),
                    [](const DiffusivityInTissue& in_a, const DiffusivityInTissue& in_b) {
                      return in_a.index == in_b.index && in_a.diffusivity == in_b.diffusivity;
                    });
}

double entered(const Balance& balance) { return balance.emitted + balance.dosed + balance.supplied; }

}  // namespace

void Transport::model_changed() {
  diffusion_changed_ = exchange_changed_ = true;
  empty_.clear();
  current_.clear();
}

// What was released with another load than the model's of now stays in flight, but nothing is added to it.
void Transport::find_current(const Model& model, const World& world) {
  for (std::size_t l = current_.size(); l < world.donor_fields.size(); ++l)
    current_.push_back(world.donor_fields[l].load == model.load_of(world.donor_fields[l].species));
}

// Of species of which there is something, or will be.
void Transport::prepare_exchange(const Model& model, const World& world, const Rates& rates,
                                 std::span<const double> free) {
  const Population& cells = world.cells;
  const std::size_t number = model.species.size();
  std::vector<std::uint8_t> present(number);
  for (std::size_t s = 0; s < number; ++s) present[s] = model.species[s].outside > 0;
  std::vector<int> releasing(number);  // donor fields
  std::vector<std::uint8_t> releases(world.donor_fields.size());
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    const DonorField& donor_field = world.donor_fields[l];
    releases[l] = current_[l] && release_any(cells, rates.secretion[donor_field.species],
                                             donor_field.donor);  // of a dose nobody does
    releasing[donor_field.species] += releases[l];
    if (releases[l] || !is_empty(world, l) || is_in_compartments(model, world, l))
      present[donor_field.species] = 1;
  }
  common_.clear();
  common_.resize(number);
  zones_.reset();
  if (std::find(present.begin(), present.end(), 1) != present.end())
    zones_.emplace(model.geometry, ExchangeZones::Cells{cells.x, cells.y, cells.z, cells.diameter}, free);
  for (std::size_t s = 0; s < number; ++s)
    if (present[s])
      common_[s].emplace(
          Common{Uptake(*zones_, rates.clearance[s], diffusivity_of(model.species[s], world))});
  emission_.assign(world.donor_fields.size(), {});
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    if (!releases[l]) continue;
    const DonorField& donor_field = world.donor_fields[l];
    const std::vector<double>& all = rates.secretion[donor_field.species];
    emission_[l] = zones_->spread(
        releasing[donor_field.species] == 1 ? all : secretion_of(cells, all, donor_field.donor));
  }
  taken_.assign(world.donor_fields.size(), {});
  delivers_.assign(world.donor_fields.size(), 0);
  exchange_changed_ = false;
}

void Transport::prepare_diffusion(const Model& model, World& world) {
  faces_.clear();
  is_supplied_.assign(model.species.size(), 0);
  for (std::size_t s = 0; s < model.species.size(); ++s) {
    const Species& species = model.species[s];
    std::size_t same = 0;
    while (same < s && !diffuse_alike(species, model.species[same])) ++same;
    faces_.push_back(same < s ? faces_[same]
                              : coarser_and_coarser(model.geometry, diffusivity_of(species, world),
                                                    model.steps.transport));
    if (species.outside <= 0 || !model.geometry.has_fixed_end()) continue;
    is_supplied_[s] = 1;
    donor_field_of(world, model, static_cast<int>(s), -1);
  }
  diffusion_changed_ = false;
}

void Transport::prepare_steps(const Model& model, const World& world) {
  parallel_chunks(common_.size(), 1, [&](std::size_t s, std::size_t) {
    if (!common_[s]) return;
    if (compartments_with(model, static_cast<int>(s)).empty())
      return void(common_[s]->step.emplace(
          faces_[s], BackwardEuler::Exchanging{zones_->voxels(), common_[s]->uptake.rates()},
          model.species[s].decay(), model.steps.transport));
    Rooms::Lent room(rooms_);
    common_[s]->compartments = std::make_unique<CompartmentExchange>(
        model, static_cast<int>(s), diffusivity_of(model.species[s], world), faces_[s],
        CompartmentExchange::Cells{zones_->voxels(), common_[s]->uptake.rates()}, *room);
  });
}

void Transport::step(const Model& model, World& world, Happenings& happened, const Rates& rates,
                     std::span<const double> free, Deliver due) {
  find_current(model, world);
  if (std::exchange(cells_moved_, false) && !exchange_changed_)
    exchange_changed_ =
        zones_ && !zones_->still_there({world.cells.x, world.cells.y, world.cells.z, world.cells.diameter});
  if (diffusion_changed_) exchange_changed_ = true;
  const bool changed = exchange_changed_;
  if (exchange_changed_) {
    deliver(model, world, happened, rates, Deliver::all);
    prepare_exchange(model, world, rates, free);
  }
  if (diffusion_changed_) prepare_diffusion(model, world);
  if (changed) prepare_steps(model, world);
  find_current(model, world);
  const std::size_t donor_fields = world.donor_fields.size();  // some may be new
  emission_.resize(donor_fields), taken_.resize(donor_fields), delivers_.resize(donor_fields);

  std::vector<std::size_t> there;
  for (std::size_t l = 0; l < donor_fields; ++l) {
    if (is_empty(world, l) && emission_[l].empty() && !is_in_compartments(model, world, l)) continue;
    if (l < empty_.size()) empty_[l] = 0;
    there.push_back(l);
  }
  // Of small grids several at the same time; large ones are gone through in parallel themselves.
  constexpr std::size_t small = 32768, worth_a_task = 4096;  // voxels
  const std::size_t voxels = model.geometry.size();
  const std::size_t at_once = voxels < small ? std::max<std::size_t>(1, worth_a_task / voxels) : there.size();
  parallel_chunks(there.size(), at_once, [&](std::size_t begin, std::size_t end) {
    Rooms::Lent room(rooms_);
    for (std::size_t n = begin; n < end; ++n) advance(model, world, there[n], *room);
  });
  since_ += model.steps.transport;
  deliver(model, world, happened, rates, due);
}

// Touches nothing but this donor field.
void Transport::advance(const Model& model, World& world, std::size_t l, Multigrid::Room& room) {
  DonorField& donor_field = world.donor_fields[l];
  taken_[l].resize(zones_->voxels().size());
  Beyond outside{};
  if (is_supplied(world, l))
    for (int axis = 0; axis < 3; ++axis)
      for (int end = 0; end < 2; ++end)
        if (model.geometry.boundary[axis][end] == Boundary::fixed)
          outside[axis][end] = model.species[donor_field.species].outside * model.geometry.voxel_volume();
  const Common& common = *common_[donor_field.species];
  if (common.compartments) {
    const bool produces = is_produced(model, world, l);
    if (common.compartments->advance(world, l, emission_[l], taken_[l], outside, produces, room) != 0)
      delivers_[l] = 1;
    return;
  }
  const StepBalance done = common.step->advance({donor_field.counts, emission_[l], taken_[l], outside}, room);
  Balance& balance = world.balances[l];
  balance.emitted += done.emitted;
  balance.taken_up += done.taken;
  balance.decayed += done.decayed;
  balance.left += done.left;
  balance.supplied += done.supplied;
  if (done.taken != 0) delivers_[l] = 1;  // no number, too: it is noticed in the cell
}

namespace {
// Cargo decays in cells while more of it comes in and is made: dc/dt = r - k c over t min, r constant, gives
// c e^-kt + r t (1 - e^-kt) / (k t). Returns the last factor, of each cargo.
std::vector<double> decay(const Model& model, Population& cells, const Rates& rates, double minutes) {
  std::vector<double> gain(model.cargo.size(), 1.0);
  for (std::size_t c = 0; c < model.cargo.size(); ++c) {
    const double decays = std::numbers::ln2 / model.cargo[c].half_life * minutes;
    if (decays > 0) {
      gain[c] = -maths::expm1(-decays) / decays;
      const double kept = maths::exp(-decays);
      for (double& copies : cells.cargo[c]) copies *= kept;
    }
    if (c >= rates.making.size()) continue;
    const std::vector<double>& making = rates.making[c];
    for (std::size_t i = 0; i < making.size(); ++i) cells.cargo[c][i] += making[i] * minutes * gain[c];
  }
  return gain;
}
}  // namespace

// As long as cells exchange with the same voxels, their parts of what is taken up there stay the same, and it
// is shared out once for many steps.
void Transport::deliver(const Model& model, World& world, Happenings& happened, const Rates& rates,
                        Deliver due) {
  if (due == Deliver::nothing) return;
  const std::vector<double> gain = decay(model, world.cells, rates, std::exchange(since_, 0.0));
  for (std::size_t l = 0; l < delivers_.size(); ++l) {
    const std::vector<double>& load = world.donor_fields[l].load;
    const bool brings = std::any_of(load.begin(), load.end(), [](double copies) { return copies != 0; });
    if (!delivers_[l] || (due == Deliver::cargo && !brings)) continue;
    delivers_[l] = 0;
    deliver(model, world, happened, l, gain);
    std::fill(taken_[l].begin(), taken_[l].end(), 0.0);
  }
}

// Cells get their parts of what was taken up in voxels, and the cargo with it.
void Transport::deliver(const Model& model, World& world, Happenings& happened, std::size_t donor_field,
                        const std::vector<double>& gain) {
  constexpr std::size_t chunk = 1024;  // cells
  Population& cells = world.cells;
  const int species = world.donor_fields[donor_field].species;
  const std::size_t types = model.cells.size();
  const std::size_t chunks = (cells.size() + chunk - 1) / chunk;
  std::vector<double> by_type(chunks * types);
  std::vector<double> brought = world.donor_fields[donor_field].load;  // copies by EV
  for (std::size_t c = 0; c < brought.size(); ++c) brought[c] *= 1 - model.cargo[c].neutralised;
  const Uptake& uptake = common_[species]->uptake;
  const std::vector<double> per_clearance = uptake.per_clearance(taken_[donor_field]);
  const auto deliver_to = [&](std::size_t begin, std::size_t end) {
    std::array<double, chunk> shares;
    uptake.share_out(per_clearance, begin, {shares.data(), end - begin});
    for (std::size_t c = 0; c < brought.size(); ++c) {
      if (brought[c] == 0) continue;
      double* const cargo = cells.cargo[c].data() + begin;
      const double copies = brought[c] * gain[c];
      for (std::size_t n = 0; n < end - begin; ++n) cargo[n] += copies * shares[n];
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
      note_messages(happened, brought, {static_cast<int>(donor_field), static_cast<int>(type)}, sum);
  }
}

void Transport::clear_faint_fields(World& world) {
  constexpr double faint = 1e-9;  // EVs or molecules
  empty_.resize(world.donor_fields.size(), 0);
  entered_.resize(world.donor_fields.size());
  for (CompartmentState& compartment : world.compartments)
    for (std::size_t l = 0; l < compartment.amounts.size(); ++l)
      if (compartment.amounts[l] < faint)
        compartment.balances[l].decayed += std::exchange(compartment.amounts[l], 0.0);
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    const double ever = entered(world.balances[l]);
    if (empty_[l] && entered_[l] == ever) continue;  // nothing has come since
    empty_[l] = 0;
    VoxelValues& counts = world.donor_fields[l].counts;
    // Nothing is negative: so much in one voxel, so much or more in all. Most donor fields end the search
    // early.
    if (std::any_of(counts.begin(), counts.end(), [](double count) { return count >= faint; })) continue;
    const double rest = parallel_sum(counts.size(), 32768, [&](std::size_t v) { return counts[v]; });
    if (rest >= faint) continue;
    world.balances[l].decayed += rest;
    std::fill(counts.begin(), counts.end(), 0.0);
    empty_[l] = 1, entered_[l] = ever;
  }
}

bool Transport::is_empty(const World& world, std::size_t donor_field) const {
  return donor_field < empty_.size() && empty_[donor_field] && !is_supplied(world, donor_field);
}

// Donor fields add up to the species: what is outside is supplied to one of them, that of doses, and the
// others see nothing there.
bool Transport::is_supplied(const World& world, std::size_t donor_field) const {
  const DonorField& field = world.donor_fields[donor_field];
  const auto species = static_cast<std::size_t>(field.species);
  return field.donor < 0 && species < is_supplied_.size() && is_supplied_[species] &&
         donor_field < current_.size() && current_[donor_field];
}

// The same of what compartments produce.
bool Transport::is_produced(const Model& model, const World& world, std::size_t donor_field) const {
  const DonorField& field = world.donor_fields[donor_field];
  return field.donor < 0 && donor_field < current_.size() && current_[donor_field] &&
         production(model, field.species) > 0;
}

bool Transport::is_in_compartments(const Model& model, const World& world, std::size_t donor_field) const {
  return is_produced(model, world, donor_field) ||
         std::any_of(world.compartments.begin(), world.compartments.end(),
                     [&](const CompartmentState& of) { return of.amounts[donor_field] > 0; });
}

}  // namespace exomet
