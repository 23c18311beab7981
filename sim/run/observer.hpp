// Reads the measures of a model out of a simulation, and keeps what they remember.
#pragma once

#include <vector>

#include "sim/run/measure.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

class Observer {
 public:
  // That has seen nothing yet, of a model with so many measures; or that goes on with what they remembered.
  explicit Observer(std::size_t measures) : memory_(measures) {}
  explicit Observer(std::vector<MeasureMemory> memory) : memory_(std::move(memory)) {}

  // The values of all measures now, in the model's order and in internal units. RunError with time and stage
  // if the simulation holds what is no number.
  std::vector<double> observe(Simulation&);
  // Observes those that wait for something, and what they need, for their memory alone.
  void watch(Simulation&);

  const std::vector<MeasureMemory>& memory() const { return memory_; }

 private:
  std::vector<MeasureMemory> memory_;  // one per measure
};

}  // namespace exomet
