#include "sim/run/transport.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
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

int transport_substeps(const Model& model, const Species& species, double uptake) {
  constexpr double most_cleared = 4;  // of a voxel's content in a substep
  constexpr double refills = 2;  // times D / spacing^2: quicker uptake takes no more than diffusion brings
  constexpr double most_substeps = 10000;
  const Geometry& grid = model.geometry;
  double quickest = species.diffusivity, narrowest = std::numeric_limits<double>::infinity();
  for (const DiffusivityInTissue& in : species.in_tissue) quickest = std::max(quickest, in.diffusivity);
  for (int axis = 0; axis < 3; ++axis)
    if (grid.voxels[axis] > 1) narrowest = std::min(narrowest, grid.spacing[axis]);
  const double rate = std::min(uptake, refills * quickest / (narrowest * narrowest));
  const double cleared = rate * model.steps.transport * static_cast<double>(model.steps.refine);
  if (!(cleared > most_cleared)) return 1;  // no number, too: it is noticed in the cell
  return static_cast<int>(std::min(std::ceil(cleared / most_cleared), most_substeps));
}

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

// What stays the same from step to step while no cell leaves its voxel or changes; for species of which there
// is something, or will be.
void Transport::prepare_exchange(const Model& model, const World& world, const Rates& rates) {
  const Population& cells = world.cells;
  const Geometry& grid = model.geometry;
  const std::size_t number = model.species.size();
  by_voxel_ = cells_by_voxel(grid, cells.x, cells.y, cells.z);
  std::vector<std::uint8_t> present(number);
  for (std::size_t s = 0; s < number; ++s) present[s] = model.species[s].outside > 0;
  std::vector<int> releasing(number);  // donor fields
  std::vector<std::uint8_t> releases(world.donor_fields.size());
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    const DonorField& donor_field = world.donor_fields[l];
    releases[l] = current_[l] && release_any(cells, rates.secretion[donor_field.species],
                                             donor_field.donor);  // of a dose nobody does
    releasing[donor_field.species] += releases[l];
    if (releases[l] || !is_empty(world, l)) present[donor_field.species] = 1;
  }
  exchange_.assign(number, {});
  substeps_.resize(number, 1);
  for (std::size_t s = 0; s < number; ++s) {
    if (!present[s]) continue;
    const Species& species = model.species[s];
    const std::vector<double> clearance = sum_by_voxel(by_voxel_, rates.clearance[s]);
    const int substeps = transport_substeps(model, species, typical_uptake(grid, clearance));
    if (std::exchange(substeps_[s], substeps) != substeps) diffusion_changed_ = true;
    exchange_[s].emplace(grid, by_voxel_, diffusivity_of(species, world), rates.clearance[s], clearance,
                         model.steps.transport / substeps);
  }
  emission_.assign(world.donor_fields.size(), {});
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    if (!releases[l]) continue;
    const DonorField& donor_field = world.donor_fields[l];
    const Exchange& exchange = *exchange_[donor_field.species];
    const std::vector<double>& all = rates.secretion[donor_field.species];
    if (releasing[donor_field.species] == 1)
      emission_[l] = exchange.emission(all);
    else
      emission_[l] = exchange.emission(secretion_of(cells, all, donor_field.donor));
  }
  taken_.assign(world.donor_fields.size(), {});
  delivers_.assign(world.donor_fields.size(), 0);
  exchange_changed_ = false;
}

void Transport::prepare_diffusion(const Model& model, World& world) {
  const Geometry& grid = model.geometry;
  diffusion_.clear();
  diffuses_as_.clear();
  supplying_.assign(model.species.size(), {});
  for (std::size_t s = 0; s < model.species.size(); ++s) {
    const Species& species = model.species[s];
    const Diffusivity diffusivity = diffusivity_of(species, world);
    const double substep = model.steps.transport / substeps_[s];
    std::size_t same = 0;
    while (same < s && !(substeps_[same] == substeps_[s] && diffuse_alike(species, model.species[same])))
      ++same;
    diffuses_as_.push_back(same < s ? diffuses_as_[same] : diffusion_.size());
    if (same == s) diffusion_.emplace_back(grid, diffusivity, 0.0, substep);
    if (species.outside <= 0 || !grid.has_fixed_end()) continue;
    std::array<std::array<double, 2>, 3> outside;
    for (auto& ends : outside) ends.fill(species.outside * grid.voxel_volume());
    supplying_[s].emplace(grid, diffusivity, 0.0, substep, outside);
    donor_field_of(world, model, static_cast<int>(s), -1);
  }
  diffusion_changed_ = false;
}

void Transport::step(const Model& model, World& world, Happenings& happened, const Rates& rates,
                     bool cells_stay) {
  const Population& cells = world.cells;
  find_current(model, world);
  if (std::exchange(cells_moved_, false) && !exchange_changed_)
    exchange_changed_ = !still_sorted(by_voxel_, model.geometry, cells.x, cells.y, cells.z);
  if (exchange_changed_) prepare_exchange(model, world, rates);
  if (diffusion_changed_) prepare_diffusion(model, world);
  find_current(model, world);
  const std::size_t donor_fields = world.donor_fields.size();  // some may be new
  emission_.resize(donor_fields), taken_.resize(donor_fields), delivers_.resize(donor_fields);

  // The donor fields of all species that diffuse alike go together.
  struct Group {
    const Diffusion* diffusion;
    int substeps;
    std::vector<std::size_t> donor_fields;
  };
  std::vector<Group> groups;
  for (std::size_t l = 0; l < donor_fields; ++l) {
    if (is_empty(world, l) && emission_[l].empty()) continue;
    if (l < empty_.size()) empty_[l] = 0;
    const int species = world.donor_fields[l].species;
    const Diffusion* const diffusion =
        is_supplied(world, l) ? &*supplying_[species] : &diffusion_[diffuses_as_[species]];
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.diffusion == diffusion; });
    if (group != groups.end())
      group->donor_fields.push_back(l);
    else
      groups.push_back({diffusion, substeps_[species], {l}});
  }
  constexpr std::size_t worth_a_task = 32768;  // voxels: less is not worth waking another thread
  const std::size_t at_once = std::max<std::size_t>(1, worth_a_task / model.geometry.size());
  parallel_chunks(groups.size(), at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g)
      advance(model, world, groups[g].donor_fields, *groups[g].diffusion, groups[g].substeps);
  });
  since_ += model.steps.transport;
  if (!cells_stay) deliver(model, world, happened);
}

// Touches nothing but these donor fields.
void Transport::advance(const Model& model, World& world, std::span<const std::size_t> donor_fields,
                        const Diffusion& diffusion, int substeps) {
  std::vector<DiffusingField> fields;
  for (const std::size_t l : donor_fields)
    fields.push_back({world.donor_fields[l].counts, model.species[world.donor_fields[l].species].decay()});
  for (int substep = 0; substep < substeps; ++substep) {
    for (const std::size_t l : donor_fields) exchange(world, l);
    const std::vector<TransportBalance> done = diffusion.advance(fields);
    for (std::size_t n = 0; n < donor_fields.size(); ++n) {
      Balance& balance = world.balances[donor_fields[n]];
      balance.decayed += done[n].decayed;
      balance.left += done[n].left;
      balance.supplied += done[n].supplied;
    }
  }
}

void Transport::exchange(World& world, std::size_t l) {
  DonorField& donor_field = world.donor_fields[l];
  taken_[l].resize(by_voxel_.voxel.size());
  const ExchangeTotals totals =
      exchange_[donor_field.species]->apply(donor_field.counts, emission_[l], taken_[l]);
  world.balances[l].emitted += totals.emitted;
  world.balances[l].taken_up += totals.taken;
  if (totals.taken != 0) delivers_[l] = 1;  // no number, too: it is noticed in the cell
}

namespace {
// Cargo decays in cells while more of it comes in: dc/dt = r - k c over t min, r constant, gives
// c e^-kt + r t (1 - e^-kt) / (k t). Returns the last factor, of each cargo.
std::vector<double> decay(const Model& model, Population& cells, double minutes) {
  std::vector<double> gain(model.cargo.size(), 1.0);
  for (std::size_t c = 0; c < model.cargo.size(); ++c) {
    const double decays = std::numbers::ln2 / model.cargo[c].half_life * minutes;
    if (!(decays > 0)) continue;
    gain[c] = -maths::expm1(-decays) / decays;
    const double kept = maths::exp(-decays);
    for (double& copies : cells.cargo[c]) copies *= kept;
  }
  return gain;
}
}  // namespace

// As long as cells stay, their parts of what is taken up in their voxels stay the same, and it is shared out
// once for many steps.
void Transport::deliver(const Model& model, World& world, Happenings& happened) {
  const std::vector<double> gain = decay(model, world.cells, std::exchange(since_, 0.0));
  for (std::size_t l = 0; l < delivers_.size(); ++l)
    if (std::exchange(delivers_[l], 0)) {
      deliver(model, world, happened, l, gain);
      std::fill(taken_[l].begin(), taken_[l].end(), 0.0);
    }
}

// Cells get what was taken up in their voxels, and the cargo with it.
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
  const auto deliver_to = [&](std::size_t begin, std::size_t end) {
    std::array<double, chunk> shares;
    exchange_[species]->share_out(taken_[donor_field], begin, {shares.data(), end - begin});
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
  const auto species = static_cast<std::size_t>(world.donor_fields[donor_field].species);
  return world.donor_fields[donor_field].donor < 0 && species < supplying_.size() &&
         supplying_[species].has_value() && donor_field < current_.size() && current_[donor_field];
}

}  // namespace exomet
