#include "sim/cells/contact.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "sim/cells/contact_laws.hpp"

namespace exomet {

namespace {

// k (1 - u)^2 = a (1 - u/c)^2 with u = d/R; the root that is stable has both brackets positive.
double quadratic_equilibrium(double sum, double reach, double k, double a) {
  if (a == 0) return sum;
  if (k <= a) return 0;
  const double root_k = std::sqrt(k), root_a = std::sqrt(a);
  return sum * (root_k - root_a) / (root_k - root_a / reach);
}

// 4/3 E* sqrt(R*) o^(3/2) = pi a R* o
double hertz_equilibrium(double r1, double r2, double modulus, double a) {
  if (a == 0) return r1 + r2;
  if (modulus == 0) return 0;
  const double ratio = 3 * std::numbers::pi * a / (4 * modulus);
  return std::max(0.0, r1 + r2 - ratio * ratio * r1 * r2 / (r1 + r2));
}

// The slope is linear in d up to R, so that it is steepest at one of the ends.
double quadratic_stiffness(double sum, double reach, double k, double a) {
  const double at_centre = 2 / sum * std::abs(k - a / reach);
  const double at_touch = 2 * a / (reach * sum) * (1 - 1 / reach);
  return std::max(at_centre, at_touch);
}

// dF/do = 2 E* sqrt(R* o) - pi a R* grows with the overlap, so that it is steepest at o = 0 or o = R.
double hertz_stiffness(double r1, double r2, double modulus, double a) {
  const double radius = r1 * r2 / (r1 + r2), pull = std::numbers::pi * a * radius;
  return std::max(pull, std::abs(2 * modulus * std::sqrt(radius * (r1 + r2)) - pull));
}

}  // namespace

namespace {
// The other types of one type's pairs that aren't the common one, with the adhesion.
using Partners = std::vector<std::pair<CellTypeId, double>>;

std::vector<Partners> partners_of(std::size_t types, const ContactPair& common,
                                  const PairAdhesions& adhesions) {
  std::vector<Partners> partners(types);
  for (const auto& [pair, adhesion] : adhesions)
    if (adhesion != common.adhesion) partners[pair.first].emplace_back(pair.second, adhesion);
  return partners;
}
}  // namespace

bool set_pairs(Contact& contact, std::size_t types, const ContactPair& common,
               const PairAdhesions& adhesions) {
  std::map<Partners, std::uint32_t> known;
  const std::vector<Partners> partners = partners_of(types, common, adhesions);
  contact.kind.clear();
  for (const Partners& of : partners)
    contact.kind.push_back(known.emplace(of, static_cast<std::uint32_t>(known.size())).first->second);
  const bool fits = known.size() <= most_kinds;
  if (!fits) known = {{{}, 0}}, contact.kind.assign(types, 0);
  contact.kinds = known.size();
  contact.pairs.assign(contact.kinds * contact.kinds, common);
  for (const auto& [of, kind] : known)
    for (const auto& [other, adhesion] : of)
      contact.pairs[kind * contact.kinds + contact.kind[other]].adhesion = adhesion;
  return fits;
}

double contact_force(const Contact& contact, const ContactPair& pair, double r1, double r2, double d) {
  return with_law(
      contact, [&](auto law) { return law.force(d, r1, r2, contact.reach, pair.repulsion, pair.adhesion); });
}

double equilibrium_distance(const Contact& contact, const ContactPair& pair, double r1, double r2) {
  assert(contact.reach >= 1);
  if (contact.law == ContactLaw::quadratic)
    return quadratic_equilibrium(r1 + r2, contact.reach, pair.repulsion, pair.adhesion);
  if (contact.law == ContactLaw::hertz) return hertz_equilibrium(r1, r2, pair.repulsion, pair.adhesion);
  return r1 + r2;
}

double stiffness_bound(const Contact& contact, const ContactPair& pair, double r1, double r2) {
  assert(contact.reach >= 1);
  if (contact.law == ContactLaw::quadratic)
    return quadratic_stiffness(r1 + r2, contact.reach, pair.repulsion, pair.adhesion);
  if (contact.law == ContactLaw::hertz) return hertz_stiffness(r1, r2, pair.repulsion, pair.adhesion);
  return pair.repulsion * std::max(1.0, pair.adhesion);
}

}  // namespace exomet
