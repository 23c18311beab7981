#include "sim/run/record/donor_balance.hpp"

#include <algorithm>
#include <cmath>

namespace exomet {

double DonorBalance::error() const {
  const double in = balance.emitted + balance.dosed + balance.supplied;
  const double out = in_flight + balance.taken_up + balance.decayed + balance.left;
  return in > 0 ? std::abs(in - out) / in : std::abs(out);
}

std::size_t first_of_donor(const World& world, std::size_t donor_field) {
  const auto alike = [&](const DonorField& other) {
    const DonorField& field = world.donor_fields[donor_field];
    return other.species == field.species && other.donor == field.donor;
  };
  return std::find_if(world.donor_fields.begin(), world.donor_fields.end(), alike) -
         world.donor_fields.begin();
}

std::vector<DonorBalance> donor_balances(const World& world) {
  std::vector<DonorBalance> sums;
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    const std::size_t first = first_of_donor(world, l);
    auto sum =
        std::find_if(sums.begin(), sums.end(), [&](const DonorBalance& s) { return s.first == first; });
    if (sum == sums.end()) sum = sums.insert(sums.end(), DonorBalance{first, {}, 0});
    const Balance& b = world.balances[l];
    sum->balance.emitted += b.emitted, sum->balance.dosed += b.dosed, sum->balance.supplied += b.supplied;
    sum->balance.taken_up += b.taken_up, sum->balance.decayed += b.decayed, sum->balance.left += b.left;
    for (const double count : world.donor_fields[l].counts) sum->in_flight += count;
  }
  return sums;
}

}  // namespace exomet
