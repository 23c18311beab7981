#include "sim/run/language/resolved_model.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/config/yaml_text.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/language/sources.hpp"

namespace exomet {

namespace {

using Entries = std::vector<Entry>;

std::string below(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

Node word(const std::string& text) { return {Node::Kind::scalar, {}, text, false, "", {}, {}}; }

// The changes by path that make `to` of `from`.
void add_differences(const Node& from, const Node& to, const std::string& path, Entries& changes) {
  const bool same_parameter = !to.parameter.empty() && from.parameter == to.parameter;
  if (same_parameter || (same_content(from, to) && from.parameter == to.parameter)) return;
  if (from.kind == Node::Kind::map && to.kind == Node::Kind::map && !to.entries.empty()) {
    for (const Entry& entry : from.entries)
      if (!to.find(entry.key)) changes.push_back({below(path, entry.key), {}, word("none")});
    for (const Entry& entry : to.entries)
      if (const Node* before = from.find(entry.key))
        add_differences(*before, entry.value, below(path, entry.key), changes);
      else
        changes.push_back({below(path, entry.key), entry.place, entry.value});
  } else if (from.kind == Node::Kind::sequence && from.items.size() == to.items.size()) {
    for (std::size_t i = 0; i < to.items.size(); ++i)
      add_differences(from.items[i], to.items[i], below(path, std::to_string(i)), changes);
  } else {
    changes.push_back({path, to.place, to});
  }
}

// Treatments set what they change in what is inherited, too: `like:` is gone in the resolved model.
void resolve_treatments(Node& base, const Node& model, Problems& problems) {
  Node* treatments = base.find("treatments");
  if (!treatments) return;
  const Node before = base;
  for (Entry& treatment : treatments->entries)
    if (Node* set = treatment.value.find("set")) {
      Entries changes;
      const Node changed = resolve(changed_model(model, set->entries, problems), problems);
      add_differences(before, changed, "", changes);
      set->entries = std::move(changes);
    }
}

// Writes bare values out, and gives the numbers that the experiment set a source of their own.
class WritingOut {
 public:
  explicit WritingOut(const Plan& plan) {
    for (const NumberRecord& number : plan.numbers)
      if (number.source == "set by the experiment") changed_.emplace(number.path, number.text);
  }

  void visit(Node& node, const std::string& path, const Slot& slot) {
    if (slot.holds == Holds::paths) return;
    if (node.kind == Node::Kind::scalar && slot.doc && expand(node, slot)) return visit(node, path, slot);
    if (node.kind == Node::Kind::scalar && is_changed(node, path)) {
      Node number{Node::Kind::map, node.place, "", false, "", {}, {}};
      number.entries = {{"value", node.place, node}, {"source", node.place, word("assumed")}};
      node = std::move(number);
      return;
    }
    if (Node* value = node.find("value"); value && is_changed(*value, path)) return assume(node);
    for (std::size_t i = 0; i < node.items.size(); ++i) visit_item(node.items[i], path, i, slot);
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      Entry& entry = node.entries[i];
      visit(entry.value, below(path, entry.key), slot.at(entry.key, &node));
    }
  }

 private:
  bool is_changed(const Node& value, const std::string& path) const {
    return value.kind == Node::Kind::scalar && changed_.contains({path, value.scalar});
  }
  // The model's prior is of another number.
  static void assume(Node& number) {
    std::erase_if(number.entries, [](const Entry& entry) { return entry.key == "prior"; });
    if (Node* source = number.find("source"))
      *source = word("assumed");
    else
      number.entries.push_back({"source", number.place, word("assumed")});
  }
  // Numbers of a list are known by the path of the list.
  void visit_item(Node& item, const std::string& path, std::size_t index, const Slot& slot) {
    const bool is_value = item.kind == Node::Kind::scalar;
    const std::string key = std::to_string(index);
    visit(item, is_value ? path : below(path, key), is_value ? Slot{} : slot.at(key, nullptr));
  }

  std::set<std::pair<std::string, std::string>> changed_;
};

std::string origin(const Node& value) {
  const SourceLocation& place = value.place;
  if (place.file.empty()) return {};
  return place.line == 0 ? place.file
                         : place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string as_comment(const std::string& text) {
  std::string out = "# ";
  for (const char c : text) out += c == '\n' ? std::string("\n# ") : std::string(1, c);
  while (out.ends_with("\n# ")) out.resize(out.size() - 3);
  return out + "\n";
}

}  // namespace

std::string resolved_model(const std::filesystem::path& file, const std::vector<std::string>& changes,
                           const Library& library) {
  const Plan plan = load_plan(file, changes, library);
  Problems problems;
  const Sources sources = read_sources(file, changes, {}, library, problems);
  Node model = resolve(sources.model, problems);
  resolve_treatments(model, sources.model, problems);
  problems.throw_if_any();
  WritingOut(plan).visit(model, "", Slot::of(&model_schema().doc()));
  std::string text =
      "# The model of " + file.string() + " as it runs; behind each value where it was written.\n";
  if (!sources.model_alone) {
    Node experiment = sources.experiment;
    std::erase_if(experiment.entries, [](const Entry& entry) { return entry.key == "set"; });
    text += as_comment(to_yaml(experiment, [](const Node&) { return std::string(); }));
  }
  return text + to_yaml(model, origin);
}

}  // namespace exomet
