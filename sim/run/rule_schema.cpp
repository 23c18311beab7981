#include "sim/run/rule_schema.hpp"

#include <algorithm>

#include "sim/config/number_doc.hpp"

namespace exomet {

namespace {
Section<Influence> influence_section(Dimension dimension) {
  Section<Influence> section("How a signal changes a number.");
  section
      .quantity("to", &Influence::to, dimension, {true, not_negative},
                "The number under an overwhelming signal.")
      .custom({"half",
               "in the signal's unit",
               "The signal at half of the effect (threshold: where it starts).",
               "",
               true,
               {}},
              [](const Node& node, Influence& influence, Reader& reader) {
                if (influence.index < 0) return;  // whose unit isn't known
                influence.half = reader.quantity(node, influence.signal.source->dimension, positive, 1);
              })
      .quantity("hill", &Influence::hill, Dimension::number, {false, positive},
                "Exponent n of the Hill response.")
      .choice("response", &Influence::response,
              {{"hill", Response::hill}, {"linear", Response::linear}, {"threshold", Response::threshold}},
              "Shape of the response r to a signal s: hill s^n / (half^n + s^n); linear s / (2 half), 1 from "
              "twice the half on; threshold 0 below the half, 1 from it on.");
  return section;
}

Influence read_influence(const Entry& entry, Dimension dimension, Reader& reader) {
  const Reader::Scope scope(reader, entry.key, entry.value);
  Influence influence;
  influence.index = reader.name_of(entry, "signal");
  if (influence.index >= 0) influence.signal = signal_at(reader.words, influence.index);
  influence_section(dimension).read(entry.value, influence, reader);
  return influence;
}

KeyDoc list_doc(const std::string& word, const std::string& about) {
  return {word,        "map from signal to {to, half, hill, response}", about, "", false, influence_doc(),
          Holds::named};
}
}  // namespace

std::shared_ptr<const SectionDoc> influence_doc() {
  static const auto doc = [] {
    auto made = std::make_shared<SectionDoc>(influence_section(Dimension::number).doc());
    made->keys.front().form = "in the number's unit";  // whatever that is
    made->topic = "rules";
    return made;
  }();
  return doc;
}

KeyDoc number_key(const std::string& key, Dimension dimension, const std::string& about) {
  const std::string form = std::string(name(dimension)) + ", e.g. " + std::string(example(dimension));
  return {key, form + ", or a rule (describe rules)", about, "", false, rule_doc()};
}

KeyDoc raised_by_doc() { return list_doc("raised_by", "Signals that raise it."); }
KeyDoc lowered_by_doc() { return list_doc("lowered_by", "Signals that lower it."); }

KeyDoc combine_doc() {
  std::string words;
  for (const auto& [word, _] : combinations()) words += (words.empty() ? "" : " | ") + word;
  return {"combine", words, "How several signals act together.", "hill", false, {}};
}

std::shared_ptr<const SectionDoc> rule_doc() {
  static const auto doc = [] {
    SectionDoc made = *number_doc();
    made.about = "Any number of what a cell does may respond to signals.";
    made.topic = "rules";
    for (KeyDoc& key : made.keys)
      if (key.key == "prior") {
        auto prior = std::make_shared<SectionDoc>(*key.nested);
        prior->topic = "numbers";
        key.nested = prior;
        key.about = "What it may be before data are looked at (describe numbers).";
      }
    made.keys.insert(made.keys.begin() + 1, {raised_by_doc(), lowered_by_doc(), combine_doc()});
    return std::make_shared<SectionDoc>(made);
  }();
  return doc;
}

void read_influences(const Node& node, std::vector<Influence>& influences, Dimension dimension,
                     Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from a signal");
  if (!influences.empty())
    return reader.problem(node, "signals stand beside the number or in its long form, not in both");
  for (const Entry& entry : node.entries)
    if (entry.key != "source" && entry.key != "about")
      influences.push_back(read_influence(entry, dimension, reader));
  if (influences.size() > most_effects) {
    reader.problem(node, "more than " + std::to_string(most_effects) + " signals");
    influences.clear();
  }
}

void read_combination(const Node& node, Rule& rule, Reader& reader) {
  std::vector<std::string> known;
  for (const auto& [word, combination] : combinations()) {
    if (node.scalar == word) return void(rule.combine = combination);
    known.push_back(word);
  }
  reader.problem(node, "unknown word '" + node.scalar + "'; " + suggest(node.scalar, known));
}

void read_rule(const Node& node, Rule& rule, Dimension dimension, const Range& range, Reader& reader) {
  Node number = node;  // without what is said of signals
  std::erase_if(number.entries, [](const Entry& entry) {
    return entry.key == "raised_by" || entry.key == "lowered_by" || entry.key == "combine";
  });
  rule.base = reader.quantity(number, dimension, range, rule.base);
  if (number.entries.size() == node.entries.size()) return;
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    if (entry.key == "raised_by") read_influences(entry.value, rule.raised_by, dimension, reader);
    if (entry.key == "lowered_by") read_influences(entry.value, rule.lowered_by, dimension, reader);
    if (entry.key == "combine") read_combination(entry.value, rule, reader);
  }
  check_rule(rule, node, dimension, reader);
}

namespace {
void warn(const Influence& influence, double number, bool raises, const Node& list, Dimension dimension,
          Reader& reader) {
  if (raises ? influence.to > number : influence.to < number) return;
  const std::string to = format_quantity(influence.to, dimension), from = format_quantity(number, dimension);
  for (const Entry& entry : list.entries) {
    if (reader.words.find("signal", entry.key) != influence.index) continue;
    const Reader::Scope scope(reader, entry.key, entry.value);
    if (influence.to == number)
      reader.warn(entry.place, "neither raises nor lowers: 'to' is " + to + ", as without it");
    else
      reader.warn(entry.place, std::string(raises ? "lowers" : "raises") + " what it is to " +
                                   (raises ? "raise" : "lower") + ": 'to' is " + to + " and it is " + from +
                                   " without it; put it under '" + (raises ? "lowered_by" : "raised_by") +
                                   "'");
  }
}

void check_combination(const Rule& rule, const Node& node, Reader& reader) {
  const Node* word = node.find("combine");
  if (!word) return;
  if (!rule.responds()) reader.warn(word->place, "no signal changes the number, so that nothing is combined");
  if (rule.combine == Combination::product && rule.base == 0 && !rule.raised_by.empty())
    reader.problem(*word, "a product with 0 stays 0, whatever raises it; give it a base above 0");
  const auto is_hill = [](const Influence& influence) { return influence.response == Response::hill; };
  if (rule.combine == Combination::loewe &&
      !(std::all_of(rule.raised_by.begin(), rule.raised_by.end(), is_hill) &&
        std::all_of(rule.lowered_by.begin(), rule.lowered_by.end(), is_hill)))
    reader.problem(*word, "'loewe' is of signals with a Hill response");
}
}  // namespace

void check_combined_once(const Node& node, const std::string& key, Reader& reader) {
  const Node *number = node.find(key), *word = node.find("combine");
  if (number && word && number->find("combine"))
    reader.problem(*word, "stands beside the number or in its long form, not in both");
}

void check_rule(const Rule& rule, const Node& node, Dimension dimension, Reader& reader) {
  check_combination(rule, node, reader);
  const auto look = [&](const char* key, const std::vector<Influence>& influences, double number,
                        bool raises) {
    const Node* list = node.find(key);
    if (!list) return;
    const Reader::Scope scope(reader, key, *list);
    for (const Influence& influence : influences) warn(influence, number, raises, *list, dimension, reader);
  };
  look("raised_by", rule.raised_by, rule.base, true);
  look("lowered_by", rule.lowered_by, rule.most(), false);
}

}  // namespace exomet
