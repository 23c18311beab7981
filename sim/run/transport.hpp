// Moves EVs and substances: cells release and take them up, and they diffuse and decay, all at the same time
// (backward_euler.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/grid/diffusion/backward_euler.hpp"
#include "sim/grid/exchange/uptake.hpp"
#include "sim/run/compartment_exchange.hpp"
#include "sim/run/happenings.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;  // parts of it refer to others
  Transport& operator=(const Transport&) = delete;

  // What follows from the model is worked out anew: it was swapped, and something may have been added.
  void model_changed();
  // What follows from the rates of cells, and from who is there, is worked out anew.
  void cells_changed() { exchange_changed_ = true; }
  // The same of what follows from tissues.
  void tissues_changed() { diffusion_changed_ = true; }
  // The same if a cell has moved far enough.
  void cells_moved() { cells_moved_ = true; }

  // What cells must have by the end of a step: nothing, since nobody moves or looks at them before the next
  // one; the cargo that they got, since they move; or all, since rules look at them next.
  enum class Deliver { nothing, cargo, all };

  // One step of the model's. free: of each voxel the part that no tissue fills (empty: nowhere is any), which
  // must stay where it is until tissues change.
  void step(const Model&, World&, Happenings&, const Rates&, std::span<const double> free, Deliver);

  // What is left of a donor field when it is far less than one EV in the whole domain counts as decayed, and
  // nothing happens in an empty donor field until cells release into it again. (Going through it would change
  // no bit.)
  void clear_faint_fields(World&);
  // Per donor field: nothing in it, as of the last clear_faint_fields() or release. May be shorter: not
  // known.
  const std::vector<std::uint8_t>& empty_fields() const { return empty_; }

 private:
  // What the fields of a species have in common, as long as no cell moves far or changes.
  struct Common {
    Uptake uptake;
    std::optional<BackwardEuler> step{};
    std::unique_ptr<CompartmentExchange> compartments{};  // instead, where some hold the species
  };

  void find_current(const Model&, const World&);
  void prepare_exchange(const Model&, const World&, const Rates&, std::span<const double> free);
  void prepare_diffusion(const Model&, World&);
  void prepare_steps(const Model&, const World&);
  void advance(const Model&, World&, std::size_t donor_field, Multigrid::Room&);
  void deliver(const Model&, World&, Happenings&, const Rates&, Deliver);
  // gain: of the copies of each cargo that came in evenly since the last time, the share that hasn't decayed.
  void deliver(const Model&, World&, Happenings&, std::size_t donor_field, const std::vector<double>& gain);
  bool is_empty(const World&, std::size_t donor_field) const;
  bool is_supplied(const World&, std::size_t donor_field) const;
  bool is_produced(const Model&, const World&, std::size_t donor_field) const;
  bool is_in_compartments(const Model&, const World&, std::size_t donor_field) const;

  // Nothing of it is part of the World.
  std::optional<ExchangeZones>
      zones_;  // of the cells as they were when last prepared; none: nothing is there to exchange
  std::vector<std::optional<Common>> common_;  // per species of which there is something
  std::vector<std::vector<double>> emission_;  // [donor field][exchanging voxel], counts/min; empty: none
  std::vector<std::vector<double>> taken_;     // [donor field][exchanging voxel], counts since last delivered
  std::vector<std::uint8_t> delivers_;         // [donor field], whether there is anything
  double since_ = 0;                           // min, last delivered cargo
  std::vector<std::shared_ptr<const std::vector<Faces>>>
      faces_;  // per species; the same of those that diffuse alike
  Rooms rooms_;
  std::vector<std::uint8_t> is_supplied_;  // per species, through fixed ends
  std::vector<std::uint8_t> current_;      // per donor field: of the load of what is released now
  std::vector<std::uint8_t> empty_;
  std::vector<double> entered_;  // per donor field that was found empty: what had ever come into it then
  bool diffusion_changed_ = true, exchange_changed_ = true, cells_moved_ = false;
};

}  // namespace exomet
