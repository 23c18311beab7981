#include "sim/run/compartment_exchange.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {

// Of an amount that goes away at a rate, and of what comes in evenly, in a time x over that of the rate: the
// part that is there on average, (1 - e^-x) / x and what is left of 1 over x.
double mean_of_old(double x) { return x > 0 ? -maths::expm1(-x) / x : 1; }
double mean_of_new(double x) {
  constexpr double small = 1e-3;  // below it the difference would lose digits
  return x < small ? 1.0 / 2 - x / 6 + x * x / 24 : (1 - mean_of_old(x)) / x;
}

// Solves a small dense system whose diagonal dominates (LU without pivoting).
std::vector<double> solve_small(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) b[i] -= a[i][j] * b[j];
    b[i] /= a[i][i];
  }
  return b;
}

// What is below zero is taken from the others, in proportion.
void take_back(VoxelValues& counts) {
  double negative = 0, all = 0;
  for (double& count : counts) {
    if (count < 0) negative += count, count = 0;
    all += count;
  }
  if (!(negative < 0) || !(all > 0)) return;
  const double keeps = std::max(0.0, 1 + negative / all);
  for (double& count : counts) count *= keeps;
}

double permeability_of(const Wall& wall, int species) {
  for (const Permeability& one : wall.permeability)
    if (one.index == species) return one.value;
  return 0;
}

}  // namespace

std::vector<WallVoxel> voxels_of(const Wall& wall, int species, const Geometry& grid,
                                 const Diffusivity& diffusivity) {
  const double permeability = permeability_of(wall, species);
  std::vector<WallVoxel> voxels;
  if (!(permeability > 0)) return voxels;
  if (wall.axis < 0) {
    const double area = wall.area / wall.volume_of_region(grid) * grid.voxel_volume();  // in a whole voxel
    wall.within.shares(grid).for_each(grid, [&](std::size_t voxel, double share) {
      voxels.push_back({static_cast<std::uint32_t>(voxel), permeability * area * share});
    });
    return voxels;
  }
  const int axis = wall.axis, u = (axis + 1) % 3, v = (axis + 2) % 3;
  const double area = grid.spacing[u] * grid.spacing[v], half = 0.5 * grid.spacing[axis];
  std::array<int, 3> at{};
  at[axis] = wall.end ? grid.voxels[axis] - 1 : 0;
  for (at[v] = 0; at[v] < grid.voxels[v]; ++at[v])
    for (at[u] = 0; at[u] < grid.voxels[u]; ++at[u]) {
      const std::size_t voxel = grid.index(at[0], at[1], at[2]);
      double diffuses = 0;
      diffusivity.read(voxel, 1, &diffuses);
      if (diffuses > 0)
        voxels.push_back({static_cast<std::uint32_t>(voxel), area / (1 / permeability + half / diffuses)});
    }
  std::sort(voxels.begin(), voxels.end(),
            [](const WallVoxel& a, const WallVoxel& b) { return a.voxel < b.voxel; });
  return voxels;
}

std::vector<int> compartments_with(const Model& model, int species) {
  std::vector<int> with;
  for (std::size_t c = 0; c < model.compartments.size(); ++c)
    if (model.compartments[c].find(species)) with.push_back(static_cast<int>(c));
  return with;
}

double production(const Model& model, int species) {
  double sum = 0;
  for (const Compartment& compartment : model.compartments)
    if (const HeldSpecies* const held = compartment.find(species))
      sum += held->production(compartment.volume);
  return sum;
}

CompartmentExchange::CompartmentExchange(const Model& model, int species, const Diffusivity& diffusivity,
                                         std::shared_ptr<const std::vector<Faces>> faces, const Cells& cells,
                                         Multigrid::Room& room)
    : step_(model.steps.transport),
      voxel_volume_(model.geometry.voxel_volume()),
      grid_size_(model.geometry.size()) {
  const std::vector<int> compartments = compartments_with(model, species);
  voxels_.assign(cells.voxels.begin(), cells.voxels.end());
  for (const int compartment : compartments)
    add_member(model, species, compartment, diffusivity, compartments);
  join(cells);
  backward_euler_.emplace(std::move(faces), BackwardEuler::Exchanging{voxels_, rates_},
                          model.species[species].decay(), step_);
  find_responses(room);
}

// Its contacts are still by voxel of the grid.
void CompartmentExchange::add_member(const Model& model, int species, int compartment,
                                     const Diffusivity& diffusivity, const std::vector<int>& compartments) {
  const Compartment& of = model.compartments[compartment];
  const HeldSpecies& held = *of.find(species);
  Member member{compartment, of.volume, held.decay(), 0, 0, held.production(of.volume), 0, 0, {}, {}};
  for (const Wall& wall : of.exchanges) {
    const double times = wall.times(model.geometry);
    for (const WallVoxel& one : voxels_of(wall, species, model.geometry, diffusivity)) {
      member.contacts.push_back({one.voxel, one.exchanges, times * one.exchanges, 0});
      member.through += times * one.exchanges / of.volume;
      voxels_.push_back(one.voxel);
    }
  }
  member.all = member.decay + member.through;
  for (const Passing& passing : held.passes_to) {
    const auto to = std::find(compartments.begin(), compartments.end(), passing.index);
    member.passes.emplace_back(static_cast<std::size_t>(to - compartments.begin()), passing.rate);
    member.all += passing.rate;
  }
  member.old_part = mean_of_old(step_ * member.all), member.new_part = mean_of_new(step_ * member.all);
  members_.push_back(std::move(member));
}

// One list of the voxels of cells and compartments, and who takes which part there.
void CompartmentExchange::join(const Cells& cells) {
  std::sort(voxels_.begin(), voxels_.end());
  voxels_.erase(std::unique(voxels_.begin(), voxels_.end()), voxels_.end());
  rates_.assign(voxels_.size(), 0.0);
  const auto place = [&](std::uint32_t voxel) {
    return static_cast<std::uint32_t>(std::lower_bound(voxels_.begin(), voxels_.end(), voxel) -
                                      voxels_.begin());
  };
  for (std::size_t n = 0; n < cells.voxels.size(); ++n) {
    of_cells_.push_back(place(cells.voxels[n]));
    rates_[of_cells_.back()] += cells.rates[n];
  }
  for (Member& member : members_)
    for (Contact& contact : member.contacts) {
      contact.at = place(contact.at);
      rates_[contact.at] += contact.gives / voxel_volume_;
    }
  for (std::size_t n = 0; n < cells.voxels.size(); ++n) {
    const double all = rates_[of_cells_[n]];
    part_of_cells_.push_back(all > 0 ? cells.rates[n] / all : 0);
  }
  for (Member& member : members_)
    for (Contact& contact : member.contacts)
      contact.part = contact.gives / voxel_volume_ / rates_[contact.at];
}

CompartmentExchange::Solved CompartmentExchange::solve(std::span<const double> counts,
                                                       std::span<const double> emission,
                                                       const std::vector<double>& densities,
                                                       const Beyond& outside, Multigrid::Room& room) const {
  Solved solved{VoxelValues(counts.begin(), counts.end()), std::vector<double>(voxels_.size()), {}};
  std::vector<double> all(voxels_.size());
  for (std::size_t n = 0; n < emission.size(); ++n) all[of_cells_[n]] = emission[n];
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (const Contact& contact : members_[m].contacts) all[contact.at] += contact.gives * densities[m];
  solved.balance = backward_euler_->advance({solved.counts, all, solved.taken, outside}, room);
  return solved;
}

double CompartmentExchange::entering(const Member& member, std::span<const double> taken) const {
  double sum = 0;
  for (const Contact& contact : member.contacts)
    sum += contact.feels / contact.gives * contact.part * taken[contact.at];
  return sum;
}

void CompartmentExchange::find_responses(Multigrid::Room& room) {
  const std::vector<double> nothing(grid_size_);
  for (std::size_t m = 0; m < members_.size(); ++m) {
    if (members_[m].contacts.empty()) {  // the grid doesn't feel it
      responses_.push_back({{}, {}, {}, std::vector<double>(members_.size())});
      continue;
    }
    std::vector<double> densities(members_.size());
    densities[m] = 1;
    Solved solved = solve(nothing, {}, densities, {}, room);
    Response response{std::move(solved.counts), std::move(solved.taken), solved.balance, {}};
    for (const Member& member : members_) response.returns.push_back(entering(member, response.taken));
    responses_.push_back(std::move(response));
  }
}

// The densities in compartments over the step, if so much comes in from the grid with the given ones.
std::vector<double> CompartmentExchange::mean_densities(const std::vector<double>& amounts,
                                                        const std::vector<double>& densities,
                                                        const std::vector<double>& entering,
                                                        bool produces) const {
  const std::size_t number = members_.size();
  std::vector<std::vector<double>> matrix(number, std::vector<double>(number));
  std::vector<double> right(number);
  for (std::size_t i = 0; i < number; ++i) {
    const Member& member = members_[i];
    double comes = entering[i] + (produces ? step_ * member.production : 0);
    for (std::size_t j = 0; j < number; ++j) {
      comes -= responses_[j].returns[i] * densities[j];
      matrix[i][j] -= member.new_part * responses_[j].returns[i] / members_[j].volume;
      for (const auto& [to, rate] : members_[j].passes)
        if (to == i) matrix[i][j] -= member.new_part * step_ * rate;
    }
    matrix[i][i] += 1;
    right[i] = member.old_part * amounts[i] + member.new_part * comes;
  }
  std::vector<double> mean = solve_small(std::move(matrix), std::move(right));
  for (std::size_t i = 0; i < number; ++i) mean[i] = std::max(0.0, mean[i]) / members_[i].volume;
  return mean;
}

void CompartmentExchange::add_responses(const std::vector<double>& more, Solved& solved) const {
  for (std::size_t m = 0; m < members_.size(); ++m) {
    if (more[m] == 0 || members_[m].contacts.empty()) continue;
    const Response& response = responses_[m];
    for (std::size_t v = 0; v < solved.counts.size(); ++v) solved.counts[v] += more[m] * response.counts[v];
    for (std::size_t n = 0; n < solved.taken.size(); ++n) solved.taken[n] += more[m] * response.taken[n];
    solved.balance.decayed += more[m] * response.balance.decayed;
    solved.balance.left += more[m] * response.balance.left;
    solved.balance.supplied += more[m] * response.balance.supplied;
  }
  take_back(solved.counts);
}

void CompartmentExchange::book_compartments(World& world, std::size_t donor_field, const Solved& solved,
                                            const std::vector<double>& densities, bool produces) const {
  std::vector<double> received(members_.size());
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (const auto& [to, rate] : members_[m].passes)
      received[to] += step_ * rate * densities[m] * members_[m].volume;
  for (std::size_t m = 0; m < members_.size(); ++m) {
    const Member& member = members_[m];
    CompartmentState& state = world.compartments[member.compartment];
    CompartmentBalance& balance = state.balances[donor_field];
    const double there = densities[m] * member.volume;  // on average
    const double made = produces ? step_ * member.production : 0,
                 net = entering(member, solved.taken) - step_ * member.through * there;
    double decayed = step_ * member.decay * there, passed = 0;
    for (const auto& [to, rate] : member.passes) passed += step_ * rate * there;
    double amount = state.amounts[donor_field] + made + net + received[m] - decayed - passed;
    if (amount < 0) decayed += amount, amount = 0;  // rounding
    state.amounts[donor_field] = amount;
    balance.produced += made, balance.received += received[m];
    balance.decayed += decayed, balance.passed_on += passed;
    (net > 0 ? balance.entered : balance.left) += std::abs(net);
  }
}

double CompartmentExchange::advance(World& world, std::size_t donor_field, std::span<const double> emission,
                                    std::span<double> taken, const Beyond& outside, bool produces,
                                    Multigrid::Room& room) const {
  DonorField& field = world.donor_fields[donor_field];
  std::vector<double> amounts, densities;
  for (const Member& member : members_) {
    amounts.push_back(world.compartments[member.compartment].amounts[donor_field]);
    densities.push_back(amounts.back() / member.volume);
  }
  // The grid is solved to a hundredth or so, and the responses are: where they add more than that, it is
  // solved again.
  constexpr int most_passes = 3;
  constexpr double little = 0.01;
  Solved solved;
  for (int pass = 1;; ++pass) {
    solved = solve(field.counts, emission, densities, outside, room);
    std::vector<double> comes;
    for (const Member& member : members_) comes.push_back(entering(member, solved.taken));
    std::vector<double> mean = mean_densities(amounts, densities, comes, produces);
    std::vector<double> more(members_.size());
    bool much = false;
    for (std::size_t m = 0; m < members_.size(); ++m) {
      more[m] = mean[m] - densities[m];
      much |= std::abs(more[m]) > little * mean[m];
    }
    if (much && pass < most_passes) {
      densities = std::move(mean);
      continue;
    }
    add_responses(more, solved);
    densities = std::move(mean);
    break;
  }
  field.counts = std::move(solved.counts);
  book_compartments(world, donor_field, solved, densities, produces);

  Balance& balance = world.balances[donor_field];
  for (const double emitted : emission) balance.emitted += step_ * emitted;
  balance.decayed += solved.balance.decayed;
  balance.left += solved.balance.left;
  balance.supplied += solved.balance.supplied;
  std::vector<double> net(voxels_.size());  // into compartments
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (const Contact& contact : members_[m].contacts)
      net[contact.at] += contact.part * solved.taken[contact.at] - step_ * contact.gives * densities[m];
  for (const double one : net) (one > 0 ? balance.left : balance.supplied) += std::abs(one);
  double taken_up = 0;
  for (std::size_t n = 0; n < of_cells_.size(); ++n) {
    const double by_cells = part_of_cells_[n] * solved.taken[of_cells_[n]];
    taken[n] += by_cells, taken_up += by_cells;
  }
  balance.taken_up += taken_up;
  return taken_up;
}

}  // namespace exomet
