// EVs or a substance given from outside, at a density in a region.
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Dose final : public Placement {
 public:
  static Section<Dose> schema() {
    Section<Dose> section("EVs or a substance given from outside; in the ledger their donor is 'dose'.");
    section.reference("of", &Dose::species_, "EV or substance", true, "What is given.")
        .quantity("density", &Dose::density_, Dimension::per_volume, {true, not_negative}, "In the region.");
    add_region(section, &Dose::region_, "Where.");
    return section;
  }

  Placed placed(const Model&) const override { return {-1, 0, 0, species_}; }
  std::string fault(const Model& model) const override { return region_.fault_of_volume(model.geometry); }

  void place(const Model& model, World& world, Happenings&, std::uint64_t) const override {
    const Geometry& grid = model.geometry;
    const int number = donor_field_of(world, model, species_, -1);
    DonorField& donor_field = world.donor_fields[number];
    region_.shares(grid).for_each(grid, [&](std::size_t voxel, double share) {
      const double count = density_ * grid.voxel_volume() * share;
      donor_field.counts[voxel] += count;
      world.balances[number].dosed += count;
    });
  }

 private:
  int species_ = -1;
  double density_ = 0;  // 1/um^3
  Region region_;
};

const Registry<Placement>::Entry<Dose> entry{"dose"};

}  // namespace
}  // namespace exomet
