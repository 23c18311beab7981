// What a cell does from the start of dying until it is gone: necrotic cells leak what was in them.
#include <memory>

#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

class WhileDying final : public Mechanism {
 public:
  static Section<WhileDying> schema() {
    Section<WhileDying> section("What it does from the start of dying until it is gone.");
    for (const char* const key : {"secretes", "takes_up"}) {
      const Registry<Mechanism>::Kind kind = Registry<Mechanism>::kinds().at(key);
      const auto doc = kind.doc();
      section.custom({key, "mechanism", "As of the living.", "", false, doc},
                     [kind](const Node& node, WhileDying& target, Reader& reader) {
                       target.does_.push_back(kind.read(node, reader));
                     });
    }
    return section;
  }

  void declare(StateColumns& columns) override {
    for (const auto& mechanism : does_) mechanism->declare(columns);
  }
  std::vector<int> releases() const override {
    std::vector<int> all;
    for (const auto& mechanism : does_)
      for (const int species : mechanism->releases()) all.push_back(species);
    return all;
  }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const auto& mechanism : does_) mechanism->connect(graph, model, type);
  }
  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    std::vector<std::string> all;
    for (const auto& mechanism : does_)
      for (std::string& warning : mechanism->warnings(model, type)) all.push_back(std::move(warning));
    return all;
  }

  void set_rates_dying(const View& view, Cells cells, Rates& rates) const override {
    for (const auto& mechanism : does_) mechanism->set_rates(view, cells, rates);
  }

 private:
  std::vector<std::shared_ptr<Mechanism>> does_;
};

const Registry<Mechanism>::Entry<WhileDying> entry{"while_dying"};

}  // namespace
}  // namespace exomet
