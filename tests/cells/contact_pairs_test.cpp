#include <catch2/catch.hpp>
#include <random>

#include "sim/cells/contact.hpp"

namespace exomet {
namespace {

// Some pairs of types, both ways round.
PairAdhesions random_adhesions(int types, int pairs, unsigned seed) {
  std::mt19937 random(seed);
  PairAdhesions adhesions;
  for (int n = 0; n < pairs; ++n) {
    const auto a = static_cast<CellTypeId>(random() % types), b = static_cast<CellTypeId>(random() % types);
    adhesions[{a, b}] = adhesions[{b, a}] = 0.5 * static_cast<double>(random() % 3);
  }
  return adhesions;
}

TEST_CASE("pairs of types have the adhesion that was given or else the common one") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    constexpr int types = 12;
    const PairAdhesions adhesions = random_adhesions(types, static_cast<int>(3 * seed), seed);
    const double common = seed % 2 ? 0.5 : 0;
    Contact contact;
    REQUIRE(set_pairs(contact, types, {7, common}, adhesions));
    CHECK(contact.kinds <= types);
    for (CellTypeId a = 0; a < types; ++a)
      for (CellTypeId b = 0; b < types; ++b) {
        const auto given = adhesions.find({a, b});
        CHECK(contact.pair(a, b).adhesion == (given == adhesions.end() ? common : given->second));
        CHECK(contact.pair(a, b).repulsion == 7);
      }
  }
}

TEST_CASE("many types that adhere alike take no square of their number") {
  PairAdhesions adhesions;
  constexpr CellTypeId types = 60'000;
  for (CellTypeId type = 1; type < types; ++type) adhesions[{type, 0}] = adhesions[{0, type}] = 0.25;
  Contact contact;
  REQUIRE(set_pairs(contact, types, {1, 0}, adhesions));
  CHECK(contact.kinds == 2);
  CHECK(contact.pair(0, 59'999).adhesion == 0.25);
  CHECK(contact.pair(1, 59'999).adhesion == 0);
}

TEST_CASE("more types that each adhere in their own way than can be kept are told") {
  PairAdhesions adhesions;
  for (std::size_t type = 1; type <= most_kinds; ++type) {
    const auto id = static_cast<CellTypeId>(type);
    adhesions[{id, 0}] = adhesions[{0, id}] = static_cast<double>(type);
  }
  Contact contact;
  CHECK_FALSE(set_pairs(contact, most_kinds + 1, {1, 0}, adhesions));
  CHECK(contact.pairs.size() == 1);
}

}  // namespace
}  // namespace exomet
