// What became of the EVs (or molecules) of each donor, whatever load they were released with.
#pragma once

#include <vector>

#include "sim/run/world.hpp"

namespace exomet {

struct DonorBalance {
  std::size_t first = 0;  // the first of its donor fields
  Balance balance;
  double in_flight = 0;

  // emitted + dosed + supplied - (in flight + taken up + decayed + left), relative to the first sum.
  double error() const;
};

// One a species and donor, in the order of their first donor fields.
std::vector<DonorBalance> donor_balances(const World&);

// The first of the donor fields of the same species from the same donor.
std::size_t first_of_donor(const World&, std::size_t donor_field);

}  // namespace exomet
