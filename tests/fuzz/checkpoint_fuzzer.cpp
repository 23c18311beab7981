// A checkpoint whose seal and digest are right and whose content isn't: the state of a run in which the input
// changes numbers, lengths and states. It is refused, or the run goes on from it.
#include <cstring>

#include "sim/base/error.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/checkpoint/observation_fields.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"
#include "tests/fuzz/target.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

// Takes what is to be changed from the input: of each field, in turn, a byte says how.
class Forger {
 public:
  Forger(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), size_(size) {}

  template <FieldScalar T>
  void change(T& value) {
    const std::uint8_t how = next();
    if (how < 224) return;
    if constexpr (std::is_floating_point_v<T>) {
      constexpr T odd[] = {-1, 0, 1e300, -1e-300, std::numeric_limits<T>::infinity(), nowhere, 1e-9, 1e9};
      value = how < 240 ? odd[how % 8] : value * (how - 239);
    } else {
      const auto number = static_cast<std::uint64_t>(value) + static_cast<std::uint64_t>(how) - 240;
      value = how == 224 ? static_cast<T>(-1) : static_cast<T>(number);
    }
  }
  void change(std::string& text) {
    if (next() > 240) text.assign(next(), static_cast<char>(next()));
  }
  template <class T, class Memory>
  void change(std::vector<T, Memory>& values) {
    const std::uint8_t how = next();
    if (how > 250)
      values.resize(how == 251 ? 0 : how == 252 ? values.size() + 1 : values.size() * (how - 252) / 2);
    const std::size_t every = values.size() / 8 + 1;  // of many, a few
    for (std::size_t i = next() % every; i < values.size(); i += every) change(values[i]);
  }
  template <class Key, class Value>
  void change(std::map<Key, Value>& values) {
    std::map<Key, Value> changed;
    for (const auto& [old_key, old_value] : values) {
      Key key = old_key;
      Value value = old_value;
      change(key), change(value);
      changed[key] = value;
    }
    values = std::move(changed);
  }
  template <HasFields T>
  void change(T& record) {
    visit_fields(record, [&](const char*, auto& field) { change(field); });
  }

  std::uint8_t next() { return at_ < size_ ? bytes_[at_++] : 0; }

 private:
  const std::uint8_t* bytes_;
  std::size_t size_, at_ = 0;
};

// A run of the tests' small model, half-way.
struct Half {
  Half()
      : plan(load_plan(EXOMET_SOURCE_DIR "/tests/fuzz/checkpoint.yaml", {},
                       Library{EXOMET_SOURCE_DIR "/models"})) {
    Run run(plan);
    while (run.world().time < 120 || !run.resumable()) run.advance();
    state = run.state();
    state.written = {{"measures.csv", 100}, {"events.csv", 100}, {"ledger.csv", 100}};
    world = run.world();
  }
  const Plan plan;
  RunState state;
  World world;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Half half;
  static const ProgramId program{"1", "1"};
  Forger forger(bytes, size);
  RunState state = half.state;
  World world = half.world;
  std::uint64_t phase = state.phase;
  forger.change(phase), forger.change(state.last_record), forger.change(state.first_measures);
  forger.change(state.memory), forger.change(state.happened.events), forger.change(state.happened.messages);
  state.phase = phase;
  forger.change(world);
  const std::filesystem::path folder = scratch().write("experiment", "").parent_path();
  try {
    save_checkpoint(folder, half.plan, program, state, world);
    std::filesystem::remove(folder / "checkpoint.previous.h5");
    std::optional<Checkpoint> loaded = load_checkpoint(folder, half.plan, program);
    require(loaded && digest(loaded->world) == digest(world), "another state than was saved");
    Run run(half.plan, {}, std::move(loaded->world), std::move(loaded->state));
    for (int step = 0; step < 8 && run.advance(); ++step) {
    }
    run.measure();
  } catch (const InputError&) {
  } catch (const RunError&) {
  }
  return 0;
}
