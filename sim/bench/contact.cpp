#include <oneapi/tbb/task_arena.h>

#include <cmath>
#include <numeric>

#include "sim/base/mathematics.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/packed.hpp"
#include "sim/bench/rows.hpp"
#include "sim/bench/stream.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet::bench {

namespace {
constexpr double reach = 1.25;
constexpr int steps = 10;  // to a list
const Contact contact_of_one_type{ContactLaw::quadratic, reach, 1, {0}, {{10, 0.4}}};

struct Mechanics {
  explicit Mechanics(std::size_t about)
      : packed(packed_ball(about, 20)), neighbours(packed.geometry), x(packed.cells.size()), y(x), z(x) {}
  // Ten steps: a list, forces ten times, and places taken over as after moves.
  void advance() {
    neighbours.build(packed.cells, longer *= 1 + 1e-12);  // another reach: made anew
    for (int step = 0; step < steps; ++step) {
      neighbours.build(packed.cells, longer);
      neighbours.add_contact_forces(packed.cells, contact_of_one_type, x, y, z);
    }
  }
  double cell_steps() const { return 1e-6 * static_cast<double>(packed.cells.size()) * steps; }  // millions

  Packed packed;
  Neighbours neighbours;
  std::vector<double> x, y, z;
  double longer = reach;
};

struct Rows {
  explicit Rows(const Packed& packed) : bins(packed.geometry) {
    std::vector<CellIndex> all(packed.cells.size());
    std::iota(all.begin(), all.end(), CellIndex{0});
    bins.build(packed.cells, all, reach * packed_diameter);
    for (auto* column : {&forces.x, &forces.y, &forces.z}) column->resize(all.size());
  }
  void advance() { add_by_rows(bins, contact_of_one_type, forces); }
  double cell_steps() const { return 1e-6 * static_cast<double>(bins.cells().size()); }
  CellGrid bins;
  RowForces forces;
};

void on_one_core(const auto& work) {
  oneapi::tbb::task_arena(1).execute([&] { work(); });
}

std::string cells(int power) { return "10^" + std::to_string(power) + " cells"; }

Figure beside_rows(int power, Effort effort) {
  Mechanics mechanics(static_cast<std::size_t>(maths::pow(10, power)));
  Rows rows(mechanics.packed);
  const Medians seconds = in_turns(
      effort.rounds(power > 5 ? 3 : 7), [&] { rows.advance(); }, [&] { mechanics.advance(); });
  return {"contact, " + cells(power), "M cell-steps/s", mechanics.cell_steps() / seconds.b,
          rows.cell_steps() / seconds.a, 0.6};
}

Figure beside_one_core(int power, Effort effort) {
  Mechanics mechanics(static_cast<std::size_t>(maths::pow(10, power)));
  const Medians seconds = in_turns(
      effort.rounds(power > 5 ? 3 : 9), [&] { on_one_core([&] { mechanics.advance(); }); },
      [&] { mechanics.advance(); });
  // 1.7 times as fast by two cores; a small model must not get slower.
  return {"contact, " + cells(power) + ", 2 cores", "x 1 core", seconds.a / seconds.b, 2,
          power > 3 ? 1.7 / 2 : 1.0 / 2};
}
}  // namespace

std::vector<Figure> limits(Effort effort) {
  Stream stream(effort.quick);
  const Medians streamed = in_turns(
      effort.rounds(7), [&] { on_one_core([&] { stream.pass(); }); }, [&] { stream.pass(); });
  const int power = effort.quick ? 3 : 5;
  Rows rows(packed_ball(static_cast<std::size_t>(maths::pow(10, power)), 20));
  const Medians paired = in_turns(
      effort.rounds(7), [&] { on_one_core([&] { rows.advance(); }); }, [&] { rows.advance(); });
  return {{"read and write, 1 core", "GB/s", 1e-9 * stream.bytes() / streamed.a},
          {"read and write, all cores", "GB/s", 1e-9 * stream.bytes() / streamed.b},
          {"pairs by rows, " + cells(power) + ", 1 core", "M cell-steps/s", rows.cell_steps() / paired.a},
          {"pairs by rows, " + cells(power) + ", all cores", "M cell-steps/s", rows.cell_steps() / paired.b}};
}

std::vector<Figure> contact(Effort effort) {
  std::vector<Figure> figures;
  const std::vector<int> powers = effort.quick ? std::vector{3} : std::vector{4, 5, 6};
  for (const int power : powers) figures.push_back(beside_rows(power, effort));
  for (const int power : effort.quick ? powers : std::vector{3, 4, 5, 6})
    figures.push_back(beside_one_core(power, effort));
  return figures;
}

}  // namespace exomet::bench
