#include "sim/study/address.hpp"

#include <xxhash.h>

#include <array>
#include <cmath>

#include "sim/base/number_text.hpp"

namespace exomet {

namespace {

std::uint64_t hash(const std::string& bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

void drop_remarks(Node& node) {
  std::erase_if(node.entries, [](const Entry& entry) {
    return entry.key == "about" || entry.key == "source" || entry.key == "prior";
  });
  for (Entry& entry : node.entries) drop_remarks(entry.value);
  for (Node& item : node.items) drop_remarks(item);
}

std::string bare_json(Node node) {
  drop_remarks(node);
  return to_json(node);
}

}  // namespace

std::uint64_t content_hash(const Plan& plan) {
  const Node* experiment = plan.document.find("experiment");
  const Node* treatments = experiment ? experiment->find("treatments") : nullptr;
  const Node* model = plan.document.find("model");
  const Node* inputs = plan.document.find("inputs");
  return hash("run 1\n" + (model ? bare_json(*model) : "") + "\n" + (treatments ? to_json(*treatments) : "") +
              "\n" + std::to_string(std::llround(60 * plan.duration)) + "\n" +
              std::to_string(std::llround(60 * plan.output.measures)) + " " +
              std::to_string(std::llround(60 * plan.output.every)) + (inputs ? "\n" + to_json(*inputs) : ""));
}

std::uint64_t content_hash(const std::vector<Entry>& settings, const std::string& problem) {
  std::string text = "settings 2\n" + problem + "\n";
  for (const Entry& entry : settings) text += entry.key + "=" + to_json(entry.value) + "\n";
  return hash(text);
}

std::uint64_t seed_of(const Sweep& sweep, std::uint64_t content, std::size_t replicate, std::size_t repeat) {
  const std::array<std::uint64_t, 4> from{static_cast<std::uint64_t>(sweep.seed), replicate,
                                          sweep.paired ? 0 : content, repeat};
  // Without the last number where it is 0: runs that were done keep their names.
  return XXH3_64bits(from.data(), (repeat > 0 ? 4 : 3) * sizeof from[0]) >> 11;
}

std::string text_hash(const Sweep& sweep) {
  return hexadecimal(hash(sweep.text + '\0' + sweep.points_text + sweep.priors_text));
}

std::string address_of(std::uint64_t content, std::uint64_t seed) {
  return hexadecimal(content) + hexadecimal(seed);
}

}  // namespace exomet
