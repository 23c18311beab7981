#include "sim/run/record/compartment_balance.hpp"

#include <algorithm>
#include <cmath>

#include "sim/run/record/donor_balance.hpp"

namespace exomet {

namespace {
double came(const CompartmentBalance& b) { return b.given + b.produced + b.entered + b.received; }
}  // namespace

double CompartmentContent::error() const {
  const double in = came(balance), out = amount + balance.decayed + balance.left + balance.passed_on;
  return in > 0 ? std::abs(in - out) / in : std::abs(out);
}

std::vector<CompartmentContent> compartment_contents(const World& world) {
  std::vector<CompartmentContent> contents;
  for (std::size_t c = 0; c < world.compartments.size(); ++c)
    for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
      const CompartmentBalance& b = world.compartments[c].balances[l];
      if (!(came(b) > 0)) continue;
      const std::size_t first = first_of_donor(world, l);
      auto sum = std::find_if(contents.begin(), contents.end(), [&](const CompartmentContent& one) {
        return one.compartment == c && one.first == first;
      });
      if (sum == contents.end()) sum = contents.insert(contents.end(), {c, first, 0, {}});
      sum->amount += world.compartments[c].amounts[l];
      CompartmentBalance& all = sum->balance;
      all.given += b.given, all.produced += b.produced, all.entered += b.entered, all.received += b.received;
      all.decayed += b.decayed, all.left += b.left, all.passed_on += b.passed_on;
    }
  return contents;
}

}  // namespace exomet
