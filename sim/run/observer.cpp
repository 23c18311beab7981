#include "sim/run/observer.hpp"

#include <algorithm>

namespace exomet {

namespace {

class EarlierMeasures final : public Observed {
 public:
  EarlierMeasures(const Model& model, const std::vector<double>& values) : model_(model), values_(values) {}
  double operator[](const std::string& name) const override {
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (model_.measures[i].name == name) return values_[i];
    return nowhere;
  }

 private:
  const Model& model_;
  const std::vector<double>& values_;
};

// Per measure: whether it waits for something, or one that does needs it. (It stands before that one.)
std::vector<bool> watched(const Model& model, const std::vector<MeasureMemory>& memory) {
  std::vector<bool> wanted(model.measures.size());
  for (std::size_t i = wanted.size(); i-- > 0;) {
    const Measure& measure = *model.measures[i].measure;
    wanted[i] = wanted[i] || measure.waits(memory[i]);
    if (!wanted[i]) continue;
    for (const std::string& name : measure.needs())
      for (std::size_t other = 0; other < i; ++other)
        if (model.measures[other].name == name) wanted[other] = true;
  }
  return wanted;
}

}  // namespace

std::vector<double> Observer::observe(Simulation& simulation) {
  try {
    simulation.require_finite();
  } catch (const RunError& error) {
    throw located(simulation.world().time, "record", error);
  }
  const Model& model = simulation.model();
  const View now = simulation.observe();
  std::vector<double> values;
  const EarlierMeasures earlier(model, values);
  for (std::size_t i = 0; i < model.measures.size(); ++i) {
    const double value = model.measures[i].measure->observe(now, earlier, memory_[i]);
    values.push_back(value);
  }
  return values;
}

void Observer::watch(Simulation& simulation) {
  const Model& model = simulation.model();
  const std::vector<bool> wanted = watched(model, memory_);
  if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return;
  const View now = simulation.observe();
  std::vector<double> values;
  const EarlierMeasures earlier(model, values);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    values.push_back(wanted[i] ? model.measures[i].measure->observe(now, earlier, memory_[i]) : nowhere);
}

}  // namespace exomet
