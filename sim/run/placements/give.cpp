// EVs or a substance given into a compartment at once: a bolus.
#include "sim/run/placement.hpp"

namespace exomet {
namespace {

class Give final : public Placement {
 public:
  static Section<Give> schema() {
    Section<Give> section(
        "EVs or a substance given into a compartment at once; in the ledger their donor is 'dose'.");
    section.reference("of", &Give::species_, "EV or substance", true, "What is given.")
        .reference("into", &Give::compartment_, "compartment", true, "Where.")
        .quantity("amount", &Give::amount_, Dimension::number, {false, positive},
                  "How much: 1e10 EVs, 5 nmol.")
        .quantity("density", &Give::density_, Dimension::per_volume, {false, positive},
                  "Or what it makes there: 2 umol/L.")
        .check([](const Give& give, const Node& node, Reader& reader) {
          if ((give.amount_ > 0) == (give.density_ > 0))
            reader.problem(node, "give either an 'amount' or the 'density' that it makes");
        });
    return section;
  }

  Placed placed(const Model&) const override { return {-1, 0, 0, species_}; }
  std::string fault(const Model& model) const override {
    return fault_of_content(model, species_, compartment_);
  }

  void place(const Model& model, World& world, Happenings&, std::uint64_t) const override {
    const int number = donor_field_of(world, model, species_, -1);
    const double amount = amount_ > 0 ? amount_ : density_ * model.compartments[compartment_].volume;
    CompartmentState& state = world.compartments[compartment_];
    state.amounts[number] += amount;
    state.balances[number].given += amount;
  }

 private:
  int species_ = -1, compartment_ = -1;
  double amount_ = 0, density_ = 0;  // EVs or molecules; 1/um^3
};

const Registry<Placement>::Entry<Give> entry{"give"};

}  // namespace
}  // namespace exomet
