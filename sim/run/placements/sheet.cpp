// A confluent sheet of one cell type: a hexagonal lattice in a plane, fitted to the domain; a row in a 2-D
// section.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Sheet final : public Placement {
 public:
  static Section<Sheet> schema() {
    Section<Sheet> section("A hexagonal sheet of cells.");
    section.reference("of", &Sheet::type_, "cell type", true, "Its cells.")
        .custom(
            {"at", "{z: length}", "The plane of the cells' centres.", "", true, {}},
            [](const Node& node, Sheet& sheet, Reader& reader) { read_plane(node, sheet.plane_, reader); })
        .quantity("spacing", &Sheet::spacing_, Dimension::length, {false, positive},
                  "Between neighbours; the cells' diameter unless given.")
        .quantity("cover", &Sheet::cover_, Dimension::number, {false, share},
                  "The share of the cells that is there, drawn at random.");
    return section;
  }

  Placed placed(const Model& model) const override {
    const Lattice lattice = fitted(model);
    const double along = 2 * near_diameters * model.cells[type_].diameter * lattice.columns /
                         model.geometry.extent()[lattice.u];
    const double around =
        lattice.rows > 1 ? std::numbers::pi / 4 * along * along * 2 / std::sqrt(3.0) : along;
    return {type_, cover_ * lattice.columns * lattice.rows, cover_ * around};
  }
  std::string fault(const Model& model) const override { return exomet::fault(plane_, model.geometry); }

  void place(const Model& model, World& world, Happenings& happened, std::uint64_t key) const override {
    std::uint64_t number = 0;
    for (const Vec3& position : positions(model)) {
      Random random(world.seed, ++number, key, purpose("sheet"));
      if (random.uniform() < cover_)
        place_cell(model, world, happened, static_cast<CellTypeId>(type_), position);
    }
  }

 private:
  // Whole numbers of columns along u and rows along v; doubles, since an estimate may ask for more than fit.
  struct Lattice {
    int u = 0, v = 0;
    double columns = 1, rows = 1;
  };

  // In a 2-D section a row; else a lattice with an even number of rows, so that it fits a periodic domain.
  Lattice fitted(const Model& model) const {
    const Geometry& grid = model.geometry;
    const Vec3 extent = grid.extent();
    const double spacing = std::isnan(spacing_) ? model.cells[type_].diameter : spacing_;
    Lattice lattice{(plane_.axis + 1) % 3, (plane_.axis + 2) % 3};
    const bool row = grid.flat(lattice.u) || grid.flat(lattice.v);
    if (grid.flat(lattice.u)) std::swap(lattice.u, lattice.v);
    lattice.columns = std::max(1.0, std::round(extent[lattice.u] / spacing));
    if (!row) lattice.rows = 2 * std::max(1.0, std::round(extent[lattice.v] / (spacing * std::sqrt(3.0))));
    return lattice;
  }

  std::vector<Vec3> positions(const Model& model) const {
    const Lattice lattice = fitted(model);
    const Vec3 extent = model.geometry.extent();
    const double shift = lattice.rows > 1 ? 0.25 : 0.5;  // every other row is shifted by half a cell
    std::vector<Vec3> found;
    for (long row = 0; row < static_cast<long>(lattice.rows); ++row)
      for (long column = 0; column < static_cast<long>(lattice.columns); ++column)
        found.push_back(at(lattice.u,
                           (column + shift + 0.5 * (row % 2)) * extent[lattice.u] / lattice.columns,
                           lattice.v, (row + 0.5) * extent[lattice.v] / lattice.rows));
    return found;
  }

  Vec3 at(int u, double along_u, int v, double along_v) const {
    Vec3 position;
    position[plane_.axis] = plane_.at;
    position[u] = along_u;
    position[v] = along_v;
    return position;
  }

  int type_ = -1;
  Plane plane_;
  double spacing_ = nowhere;  // um
  double cover_ = 1;
};

const Registry<Placement>::Entry<Sheet> entry{"sheet"};

}  // namespace
}  // namespace exomet
