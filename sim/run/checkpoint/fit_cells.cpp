#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/run/checkpoint/fit.hpp"
#include "sim/run/finite.hpp"

namespace exomet::fit {

namespace {

void check_shapes(const Population& cells, const Model& model) {
  const std::size_t count = cells.size();
  require(count <= std::numeric_limits<CellIndex>::max(), "it has more cells than can be counted");
  bool same = true;
  const auto compare = [&](const auto& column) { same = same && column.size() == count; };
  compare(cells.parent), compare(cells.type), compare(cells.life), compare(cells.attachment);
  for (const auto* column : {&cells.x, &cells.y, &cells.z, &cells.diameter, &cells.born}) compare(*column);
  for (const auto* columns : {&cells.cargo, &cells.state})
    for (const auto& column : *columns) compare(column);
  require(same, "not every column has a value for each of its " + std::to_string(count) + " cells");
  require(cells.cargo.size() == model.cargo.size(), "its cells hold " + std::to_string(cells.cargo.size()) +
                                                        " kinds of cargo, the model has " +
                                                        std::to_string(model.cargo.size()));
  require(cells.state_names == model.state_names && cells.state.size() == model.state_names.size(),
          "its cells have other states than the model's");
}

std::string name_of(const Population& cells, CellIndex i) { return "cell " + std::to_string(cells.id[i]); }

void check_identity(const Population& cells, const Model& model) {
  CellId before = 0;
  for (CellIndex i = 0; i < cells.size(); ++i) {
    const std::string who = name_of(cells, i);
    require(cells.id[i] > before && cells.id[i] < cells.next_id, who + " is there twice, or out of order");
    require(cells.parent[i] < cells.id[i], who + " is older than its mother");
    require(cells.type[i] < model.cells.size(), who + " is of a type that isn't there");
    require(cells.life[i] <= Life::dying && cells.attachment[i] <= Attachment::sealed,
            who + " is in a state that isn't there");
    before = cells.id[i];
  }
}

// Um, of the types at any time of the plan. (Dying cells shrink, daughters are smaller than their mother, and
// treatments may change a type.)
struct Sizes {
  explicit Sizes(const Plan& plan) {
    for (const Phase& phase : plan.phases) {
      largest = std::max(largest, 2 * phase.model->largest_diameter());
      for (const CellType& type : phase.model->cells) smallest = std::min(smallest, 1e-3 * type.diameter);
    }
  }
  double smallest = std::numeric_limits<double>::infinity(), largest = 0;
};

// What leaves through an open end is gone with the next step of the rules, and so isn't far.
bool is_near(const Geometry& grid, const Vec3& at) {
  for (int axis = 0; axis < 3; ++axis)
    if (!(std::abs(at[axis] - 0.5 * grid.extent()[axis]) <= 1.5 * grid.extent()[axis])) return false;
  return true;
}

void check_place(const Population& cells, CellIndex i, const Geometry& grid) {
  require(is_near(grid, cells.position(i)), name_of(cells, i) + " is outside of the domain");
}

}  // namespace

void check_cells(const World& world, const Plan& plan) {
  const Population& cells = world.cells;
  const Model& model = plan.model();
  check_shapes(cells, model);
  check_identity(cells, model);
  require(not_finite_cell(model, cells).empty(), "a cell holds what is no finite number");
  require(outside_cell(model, cells).empty(), "a cell is outside of the domain");
  const Sizes sizes(plan);
  for (CellIndex i = 0; i < cells.size(); ++i) {
    check_place(cells, i, model.geometry);
    require(cells.diameter[i] >= sizes.smallest && cells.diameter[i] <= sizes.largest,
            name_of(cells, i) + " has a size that no cell of the model has");
    require(cells.born[i] <= world.time, name_of(cells, i) + " isn't born yet");
    for (const std::vector<double>& copies : cells.cargo)
      require(copies[i] >= 0, name_of(cells, i) + " holds less than nothing of a cargo");
  }
}

}  // namespace exomet::fit
