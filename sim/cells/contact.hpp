// The published laws of the force between two cells as a function of the distance of their centres.
//
// With R = the sum of the radii and d = the distance, positive force pushes apart:
//   linear_spring  F = k (R - d)                          d < R        Meineke et al. 2001, cut off
//                  F = a k (R - d)                        R <= d < cR
//   quadratic      F = k (1 - d/R)^2 [d < R] - a (1 - d/(cR))^2 [d < cR]   Macklin et al. 2012 (PhysiCell)
//   hertz          F = 4/3 E* sqrt(R*) o^(3/2) - pi a R* o, o = R - d > 0   Schaller & Meyer-Hermann 2005
//                  1/R* = 1/r1 + 1/r2; E* the effective modulus; a the adhesive stress over the contact area
//                  pi R* o
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/cells/population.hpp"

namespace exomet {

enum class ContactLaw { linear_spring, quadratic, hertz };

// The strengths for a pair of cell types, in the units of the law.
struct ContactPair {
  double repulsion = 0;  // k: nN/um (linear_spring), nN (quadratic); E*: nN/um^2 (hertz)
  double adhesion = 0;   // a: share of k (linear_spring), nN (quadratic), nN/um^2 (hertz)
};

struct Contact {
  ContactLaw law = ContactLaw::linear_spring;
  double reach = 1.25;  // c: adhesion ends at this multiple of R (linear_spring, quadratic)
  // Types that meet all others alike are of one kind, so that many types don't take the square of it.
  std::size_t kinds = 0;
  std::vector<std::uint32_t> kind;  // [type]
  std::vector<ContactPair> pairs;   // [first kind * kinds + second kind], symmetric

  const ContactPair* row(CellTypeId type) const { return &pairs[kind[type] * kinds]; }  // [kind]
  const ContactPair& pair(CellTypeId a, CellTypeId b) const { return row(a)[kind[b]]; }
};

// The adhesion of pairs of types, either one first, where it isn't the common one.
using PairAdhesions = std::map<std::pair<CellTypeId, CellTypeId>, double>;

inline constexpr std::size_t most_kinds = 3000;  // their pairs take 144 MB

// Sets kinds and pairs for so many types: `common` for all pairs but those given, which must be symmetric.
// False if that were more than most_kinds; all are then of one kind.
bool set_pairs(Contact&, std::size_t types, const ContactPair& common, const PairAdhesions&);

// Force in nN along the line of centres for radii r1, r2 and distance d > 0 (um); positive pushes apart.
double contact_force(const Contact&, const ContactPair&, double r1, double r2, double d);

// The distance at which the force is zero, um.
double equilibrium_distance(const Contact&, const ContactPair&, double r1, double r2);

// The steepest the force gets per um of approach within (0, R], nN/um: bounds the stable mechanics step.
double stiffness_bound(const Contact&, const ContactPair&, double r1, double r2);

}  // namespace exomet
