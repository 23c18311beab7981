#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Cells whose lower ends reach into the floor, and others above it.
std::string over_floor(const std::string& adheres, const std::string& cells) {
  return slab + loose +
         "tissues: {source: assumed, floor: {resists: 0 nN}}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 16 um, adheres: " +
         adheres +
         "}\n"
         "  b: {diameter: 16 um}\n"
         "start:\n" +
         cells + "  - layer: {source: assumed, of: floor, within: {z: [0 um, 40 um]}}\n";
}
std::size_t attached(const ModelRun& run, Attachment to) {
  std::size_t count = 0;
  for (Attachment attachment : run.cells().attachment) count += attachment == to;
  return count;
}
}  // namespace

TEST_CASE("cells attach to tissue that they touch after the mean time given") {
  ModelRun run(
      over_floor("{attaches_to: {floor: 90 min}}",
                 "  - scatter: {source: assumed, of: a, count: 2000, within: {z: [45 um, 45 um]}}\n"
                 "  - scatter: {source: assumed, of: a, count: 50, within: {z: [60 um, 190 um]}}\n"));
  for (double minutes : {30.0, 90.0, 180.0}) {
    run.until(minutes);
    const double expected = -std::expm1(-minutes / 90);
    CHECK(share_of(attached(run, Attachment::tissue), 2000, expected).agrees(expected));
  }
  for (CellIndex i = 2000; i < 2050; ++i) CHECK(run.cells().attachment[i] == Attachment::none);
  const std::vector<Event> events = run.events(event::attach);
  CHECK(events.size() == attached(run, Attachment::tissue));
  CHECK(events.at(0).cause == "floor");
}

TEST_CASE("cells attach to cells of the type named and to no other") {
  const auto attachment_beside = [](const std::string& type, double distance) {
    ModelRun run(over_floor("{attaches_to: {b: 1 s}}",
                            cell_at("a", 100, 100, 150) + cell_at(type, 100 + distance, 100, 150)));
    run.until(12);
    return run.cells().attachment[0];
  };
  CHECK(attachment_beside("b", 16) == Attachment::cells);
  CHECK(attachment_beside("b", 18) == Attachment::none);  // touching ends at 1.1 x 16 um
  CHECK(attachment_beside("a", 16) == Attachment::none);
}

TEST_CASE("a cell whose hold is gone is free again") {
  // The cell that it holds dies and then isn't there any more.
  ModelRun run(slab + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, adheres: {attaches_to: {b: 1 s}}}\n"
               "  b: {diameter: 16 um, dies: {rate: 0 /d, raised_by: {age: {to: 1000 /min, half: 1 h, "
               "response: threshold}}}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 150) + cell_at("b", 116, 100, 150));
  run.until(60);
  CHECK(run.cells().attachment[0] == Attachment::cells);
  run.until(78);
  CHECK(run.cells().attachment[0] == Attachment::none);
}

TEST_CASE("tissue is preferred to cells and holding tissue lasts") {
  ModelRun run(over_floor("{attaches_to: {b: 1 s, floor: 1 h}}",
                          cell_at("a", 100, 100, 45) + cell_at("b", 116, 100, 45)));
  run.until(6);
  CHECK(run.cells().attachment[0] == Attachment::cells);
  run.until(24 * 60);  // e^-24 not to
  CHECK(run.cells().attachment[0] == Attachment::tissue);
  CHECK(run.events(event::attach).size() == 2);
}

TEST_CASE("affinity multiplies the adhesion of a pair and the larger one holds") {
  ModelRun run(slab +
               "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um, adhesion: 0.4}},\n"
               "            friction: 10 nN min/um, attached_friction: 20 nN min/um}\n"
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, adheres: {to_cells: {a: 1, b: 0.5}}}\n"
               "  b: {diameter: 16 um, adheres: {to_cells: {a: 0.25}}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100) + cell_at("b", 117, 100, 100) + cell_at("b", 30, 100, 100) +
               cell_at("b", 47, 100, 100));
  const Contact& contact = run.plan.model().mechanics.contact;
  CHECK(contact.pair(0, 0).adhesion == Approx(0.4));
  CHECK(contact.pair(0, 1).adhesion == Approx(0.2));
  CHECK(contact.pair(1, 0).adhesion == Approx(0.2));
  CHECK(contact.pair(1, 1).adhesion == 0);
  run.until(600);  // a and b draw together to the sum of their radii; two b don't feel each other
  CHECK(run.cells().x[1] - run.cells().x[0] == Approx(16).epsilon(1e-3));
  CHECK(run.cells().x[3] - run.cells().x[2] == Approx(17));
}
