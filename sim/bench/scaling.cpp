#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "sim/base/mathematics.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/packed.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet::bench {

namespace {
constexpr double reach = 1.25;

// Every tenth cell dies and every tenth divides.
void turn_over(Population& cells) {
  std::vector<std::uint8_t> gone(cells.size());
  for (std::size_t i = 0; i < gone.size(); i += 10) gone[i] = 1;
  const auto before = static_cast<CellIndex>(cells.size());
  for (CellIndex i = 5; i < before; i += 10) cells.append_copy(i);
  gone.resize(cells.size());
  cells.remove(gone);
}

// Millions of cells a second: births and deaths, sorting into bins, lists of neighbours.
using Rates = std::array<double, 3>;
const std::array<std::string, 3> works{"births and deaths", "sorting by place", "lists of neighbours"};

Rates rates(int power, Effort effort) {
  Packed packed = packed_ball(static_cast<std::size_t>(maths::pow(10, power)), 20);
  const double millions = 1e-6 * static_cast<double>(packed.cells.size());
  // Few cells many times.
  const int repeats = effort.quick ? 1 : std::max(1, static_cast<int>(0.3 / millions));
  const auto rate = [&](const std::function<void()>& work) {
    work();
    return millions * repeats / seconds([&] {
             for (int n = 0; n < repeats; ++n) work();
           });
  };
  std::vector<CellIndex> all(packed.cells.size());
  std::iota(all.begin(), all.end(), CellIndex{0});
  Rates found{};
  {
    CellGrid bins(packed.geometry);
    found[1] = rate([&] { bins.build(packed.cells, all, reach * packed_diameter); });
  }
  {
    Neighbours neighbours(packed.geometry);
    double longer = reach;
    found[2] = rate([&] { neighbours.build(packed.cells, longer *= 1 + 1e-12); });
  }
  found[0] = rate([&] { turn_over(packed.cells); });
  return found;
}
}  // namespace

std::vector<Figure> scaling(Effort effort) {
  constexpr int common = 5;  // the power of ten that the others are compared with
  const int last = effort.quick ? 4 : 7;
  std::vector<Rates> by_power(static_cast<std::size_t>(last) + 1);
  for (int power = 3; power <= last; ++power) by_power[power] = rates(power, effort);
  const Rates& limit = by_power[std::min(common, last)];
  std::vector<Figure> figures;
  for (std::size_t work = 0; work < works.size(); ++work)
    for (int power = 3; power <= last; ++power)
      figures.push_back({works[work] + ", 10^" + std::to_string(power) + " cells", "M cells/s",
                         by_power[power][work], limit[work], power == common ? 0 : 0.5});
  return figures;
}

}  // namespace exomet::bench
