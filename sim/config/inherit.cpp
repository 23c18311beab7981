// inherit() and substitute_parameters() of edit.hpp: what a document says once and means in many places. A
// document within its limits could still grow without bound here, hence the limits below.
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/edit.hpp"
#include "sim/config/source_text.hpp"
#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

constexpr std::size_t most_generations = 32;
constexpr std::size_t most_inherited_nodes = DocumentLimits::nodes;
constexpr std::size_t longest_parameter = 256;  // bytes

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const Entry& entry : node.entries) count += 1 + count_nodes(entry.value);
  return count;
}

Node without_like(const Node& child) {
  Node rest = child;
  std::erase_if(rest.entries, [](const Entry& entry) { return entry.key == "like"; });
  return rest;
}

class Inheritance {
 public:
  Inheritance(Node& map, const std::string& path, Problems& problems, const Slot& slot,
              std::vector<Merged>* told)
      : map_(map),
        path_(path),
        problems_(problems),
        slot_(slot),
        told_(told),
        states_(map.entries.size(), State::untouched) {
    for (std::size_t i = 0; i < map.entries.size(); ++i) {
      names_.push_back(map.entries[i].key);
      index_.emplace(names_.back(), i);
    }
  }

  void resolve_all() {
    for (std::size_t i = 0; i < names_.size(); ++i) resolve(i);
  }

 private:
  enum class State { untouched, open, done };

  void problem(std::size_t child, const SourceLocation& place, const std::string& what) {
    if (++added_ > DocumentLimits::problems) return;
    problems_.add(place, (path_.empty() ? "" : path_ + ".") + names_[child] + ".like", what);
  }

  void resolve(std::size_t child) {
    if (states_[child] != State::untouched) return;
    states_[child] = State::open;
    line_.push_back(child);
    Node& node = map_.entries[child].value;
    if (const Node* like = node.find("like")) {
      const std::size_t parent = parent_of(child, *like);
      if (parent < names_.size()) resolve(parent);
      node = merged(child, parent);
    }
    line_.pop_back();
    states_[child] = State::done;
  }

  // names_.size() after a problem.
  std::size_t parent_of(std::size_t child, const Node& like) {
    const std::size_t none = names_.size();
    if (like.kind != Node::Kind::scalar)
      return problem(child, like.place,
                     "expected the name of another entry, found " + std::string(name(like.kind))),
             none;
    const auto found = index_.find(like.scalar);
    if (found == index_.end()) return problem(child, like.place, unknown(like.scalar, names_[child])), none;
    if (states_[found->second] == State::open) return problem(child, like.place, cycle(found->second)), none;
    if (line_.size() > most_generations && states_[found->second] == State::untouched)
      return problem(child, like.place,
                     "more than " + std::to_string(most_generations) + " generations; shorten them"),
             none;
    return found->second;
  }

  std::string unknown(const std::string& parent, const std::string& child) const {
    const std::string what = "no '" + parent + "' in '" + path_ + "' to be like; ";
    if (added_ >= DocumentLimits::problems) return what;  // nobody will read it, and the search takes time
    std::vector<std::string> others = names_;
    std::erase(others, child);
    return what + suggest(parent, others);
  }

  // "a cycle: a is like b is like a"
  std::string cycle(std::size_t again) const {
    std::string text;
    bool within = false;
    for (std::size_t one : line_) {
      within = within || one == again;
      if (within) text += names_[one] + " is like ";
    }
    return "a cycle (" + text + names_[again] + "); remove one 'like'";
  }

  Node merged(std::size_t child, std::size_t parent) {
    const Node& own = map_.entries[child].value;
    if (parent >= names_.size()) return without_like(own);
    const Node& inherited = map_.entries[parent].value;
    if (!too_large_) nodes_ += count_nodes(inherited);
    if (nodes_ > most_inherited_nodes) {
      if (!std::exchange(too_large_, true))
        problem(child, own.place, "the document becomes too large by inheriting; share less");
      return without_like(own);
    }
    Node result = inherited;
    overlay(result, without_like(own),
            {path_.empty() ? names_[child] : path_ + "." + names_[child],
             "inherited from '" + names_[parent] + "'", slot_.at(names_[child], &map_), told_});
    result.place = own.place;
    return result;
  }

  Node& map_;
  const std::string& path_;
  Problems& problems_;
  const Slot slot_;
  std::vector<Merged>* told_;
  std::vector<State> states_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t> index_;
  std::vector<std::size_t> line_;  // from the child we began with to its ancestors
  std::size_t nodes_ = 0, added_ = 0;
  bool too_large_ = false;
};

bool is_reference(const Node& node) {
  return node.kind == Node::Kind::scalar && !node.quoted && !node.scalar.empty() && node.scalar[0] == '$';
}

class Substitution {
 public:
  Substitution(const Node* parameters, Problems& problems) : problems_(problems) {
    if (!parameters) return;
    for (const Entry& entry : parameters->entries) {
      names_.push_back(entry.key);
      known_.emplace(entry.key, &entry.value);
    }
  }

  void visit(Node& node, const std::string& path) {
    if (is_reference(node)) return substitute(node, path);
    const std::string prefix = path.empty() ? "" : path + ".";
    for (std::size_t i = 0; i < node.items.size(); ++i) visit(node.items[i], prefix + std::to_string(i));
    for (Entry& entry : node.entries)
      if (!path.empty() || entry.key != "parameters") visit(entry.value, prefix + entry.key);
  }

 private:
  void substitute(Node& use, const std::string& path) {
    if (added_ > DocumentLimits::problems) return;
    const std::string parameter = use.scalar.substr(1);
    const auto found = known_.find(parameter);
    if (found == known_.end()) {
      ++added_;
      return problems_.add(use.place, path, unknown(parameter));
    }
    const Node* value = value_of(parameter, *found->second);
    if (!value) return;
    use.scalar = value->scalar;
    use.quoted = value->quoted;
    use.parameter = parameter;
  }

  std::string unknown(const std::string& parameter) const {
    if (parameter.empty())
      return "a '$' alone; write the name of a parameter after it, or put the text in quotes";
    const std::string what = "no parameter '$" + parameter + "'; ";
    if (names_.empty()) return what + "the model has none, add it to 'parameters'";
    std::vector<std::string> written;
    for (const std::string& name : names_) written.push_back("$" + name);
    return what + suggest("$" + parameter, written);
  }

  // nullptr after a problem, which is told once however often the parameter is used.
  const Node* value_of(const std::string& parameter, const Node& node) {
    const Node* value = node.kind == Node::Kind::map ? node.find("value") : &node;
    std::string what;
    if (!value || value->kind == Node::Kind::null)
      what = "the parameter needs a value, for example 'value: 2'";
    else if (value->kind != Node::Kind::scalar)
      what = "a parameter holds one value; found " + std::string(name(value->kind));
    else if (is_reference(*value))
      what = "'" + value->scalar + "' is a parameter itself; a parameter holds a value, write it here";
    else if (value->scalar.size() > longest_parameter)
      what = "a parameter holds a number or a word; this is longer than " +
             std::to_string(longest_parameter) + " bytes";
    if (what.empty()) return value;
    if (told_.insert(parameter).second)
      problems_.add(value ? value->place : node.place, "parameters." + parameter, what);
    return nullptr;
  }

  Problems& problems_;
  std::vector<std::string> names_;
  std::map<std::string, const Node*> known_;
  std::set<std::string> told_;
  std::size_t added_ = 0;
};

}  // namespace

void inherit(Node& map, const std::string& path, Problems& problems, const Slot& slot,
             std::vector<Merged>* merged) {
  if (map.kind == Node::Kind::map) Inheritance(map, path, problems, slot, merged).resolve_all();
}

Node inherited_by(const Node& map, std::string_view name, const Slot& slot) {
  std::vector<const Node*> line;  // from the parent up
  const Node* entry = map.find(name);
  while (entry && line.size() <= most_generations) {
    const Node* like = entry->find("like");
    entry = like ? map.find(like->scalar) : nullptr;
    if (entry) line.push_back(entry);
  }
  if (line.empty() || line.size() > most_generations) return {};
  Node result = without_like(*line.back());
  const MergeContext context{std::string(name), "", slot.at(name, &map), nullptr};
  for (auto one = std::next(line.rbegin()); one != line.rend(); ++one)
    overlay(result, without_like(**one), context);
  return result;
}

void substitute_parameters(Node& root, Problems& problems) {
  Substitution(std::as_const(root).find("parameters"), problems).visit(root, "");
}

}  // namespace exomet
