#include "sim/run/language/treatment_checks.hpp"

#include <algorithm>
#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/config/path_text.hpp"
#include "sim/run/language/sources.hpp"

namespace exomet {

namespace {

// "parameters.speed" and "parameters.speed.value" -> "speed"; else "".
std::string parameter_of(const std::string& path) {
  const std::string start = "parameters.";
  if (path.compare(0, start.size(), start) != 0) return {};
  return path.substr(start.size(), path.find('.', start.size()) - start.size());
}

// "treatments.injection.add.0.dose.density" -> "injection"
std::string treatment_of(const std::string& path) {
  const std::size_t begin = path.find('.') + 1;
  return path.substr(begin, path.find('.', begin) - begin);
}

void collect(const Node& node, const std::string& path, ParameterUses& uses) {
  if (!node.parameter.empty()) uses[node.parameter].push_back(path);
  const std::string prefix = path.empty() ? "" : path + ".";
  for (std::size_t i = 0; i < node.items.size(); ++i)
    collect(node.items[i], prefix + std::to_string(i), uses);
  for (const Entry& entry : node.entries)
    if (!path.empty() || entry.key != "parameters") collect(entry.value, prefix + entry.key, uses);
}

std::string text(double time) { return format_quantity(time, Dimension::time); }

}  // namespace

ParameterUses parameter_uses(const Node& resolved) {
  ParameterUses uses;
  collect(resolved, "", uses);
  return uses;
}

void check_start_parameters(const Treatment& treatment, const ParameterUses& uses, Problems& problems) {
  if (in_effect(treatment, 0)) return;
  for (const Entry& entry : treatment.set.entries) {
    const std::string parameter = parameter_of(entry.key);
    const auto found = uses.find(parameter);
    if (parameter.empty() || found == uses.end()) continue;
    if (std::all_of(found->second.begin(), found->second.end(),
                    [](const std::string& path) { return leads_into(path, "start"); }))
      problems.add(
          entry.place, "treatments." + treatment.name + ".set",
          "only the start uses '" + parameter +
              "', and it is over when the treatment begins; place things with its 'add', or change the "
              "parameter in the experiment's 'set'");
  }
}

namespace {

// What a treatment sets, number by number, beside what of it comes by a parameter.
struct SetNumbers {
  std::vector<std::string> directly, by_parameter;
};

std::string without_value(std::string path) {
  const std::string value = ".value";
  if (path.size() > value.size() && path.compare(path.size() - value.size(), value.size(), value) == 0)
    path.resize(path.size() - value.size());
  return path;
}

void add_leaves(const std::string& path, const Node& value, std::vector<std::string>& leaves) {
  if (value.kind != Node::Kind::map || value.entries.empty()) return leaves.push_back(without_value(path));
  for (const Entry& entry : value.entries)
    if (entry.key != "source" && entry.key != "about")
      add_leaves(path + "." + entry.key, entry.value, leaves);
}

SetNumbers numbers_of(const Treatment& treatment, const ParameterUses& uses) {
  SetNumbers numbers;
  for (const Entry& entry : treatment.set.entries) {
    add_leaves(entry.key, entry.value, numbers.directly);
    const auto found = uses.find(parameter_of(entry.key));
    if (found == uses.end()) continue;
    for (const std::string& path : found->second)
      if (!leads_into(path, "treatments")) numbers.by_parameter.push_back(without_value(path));
  }
  return numbers;
}

// One of the paths that both have, where one may lead into what the other sets as a whole.
std::optional<std::string> shared(const std::vector<std::string>& some,
                                  const std::vector<std::string>& others) {
  for (const std::string& a : some)
    for (const std::string& b : others) {
      if (leads_into(a, b)) return a;
      if (leads_into(b, a)) return b;
    }
  return std::nullopt;
}

class TreatmentWarnings {
 public:
  explicit TreatmentWarnings(const TreatedModel& treated)
      : treated_(treated), uses_(parameter_uses(treated.resolved)) {
    for (const GivenTreatment& one : treated.given) {
      numbers_.push_back(numbers_of(one.treatment, uses_));
      schedules_.push_back(one.treatment);
    }
  }

  std::vector<Problem> find() {
    for (std::size_t i = 0; i < treated_.given.size(); ++i) {
      if (!warn_if_never(treated_.given[i])) warn_of_entries(i);
      for (std::size_t earlier = 0; earlier < i; ++earlier) warn_of_both(earlier, i);
    }
    return std::move(found_);
  }

 private:
  void warn(const SourceLocation& place, const std::string& path, const std::string& what) {
    found_.push_back({place, path, what});
  }

  bool warn_if_never(const GivenTreatment& one) {
    const Treatment& treatment = one.treatment;
    if (treated_.duration > 0 && treatment.from >= treated_.duration)
      warn(one.place, "treatments",
           "'" + treatment.name + "' is never in effect: it starts at " + text(treatment.from) +
               ", and the run ends at " + text(treated_.duration));
    else if (treatment.lasting <= 0)
      warn(one.place, "treatments",
           "'" + treatment.name + "' sets nothing: it lasts " + text(treatment.lasting));
    else
      return false;
    return true;
  }

  // What is set and changes nothing.
  void warn_of_entries(std::size_t index) {
    const Treatment& treatment = treated_.given[index].treatment;
    for (const Entry& entry : treatment.set.entries) {
      const std::string parameter = parameter_of(entry.key), path = "treatments." + treatment.name + ".set";
      if (!parameter.empty() && !acts(parameter))
        warn(entry.place, path,
             "nothing in the run uses the parameter '" + parameter + "', so setting it changes nothing");
      else if (!is_shared(index) && is_as_it_was(entry))
        warn(entry.place, path, "'" + entry.key + "' has this value already, so setting it changes nothing");
    }
  }

  // Doses of treatments are read once, with the parameters' values at the start.
  bool acts(const std::string& parameter) const {
    const auto found = uses_.find(parameter);
    return found != uses_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [](const std::string& path) { return !leads_into(path, "treatments"); });
  }

  bool is_as_it_was(const Entry& entry) const {
    Problems ignored;
    return same_content(changed_model(treated_.model, {entry}, ignored), treated_.model);
  }

  bool is_shared(std::size_t index) const {
    for (std::size_t other = 0; other < numbers_.size(); ++other)
      if (other != index && (shared(numbers_[index].directly, numbers_[other].directly) ||
                             shared(numbers_[index].directly, numbers_[other].by_parameter)))
        return true;
    return false;
  }

  std::optional<double> first_time_together(std::size_t a, std::size_t b) const {
    for (double time : change_times({schedules_[a], schedules_[b]}, std::max(treated_.duration, 1e-9)))
      if (in_effect(schedules_[a], time) && in_effect(schedules_[b], time)) return time;
    return std::nullopt;
  }

  // Of two that set the same the later in the list holds; what is set itself holds against its parameter.
  void warn_of_both(std::size_t earlier, std::size_t later) {
    const SetNumbers &a = numbers_[earlier], &b = numbers_[later];
    std::optional<std::string> path = shared(a.directly, b.directly);
    bool later_wins = true;
    if (!path) path = shared(a.by_parameter, b.directly);
    if (!path && (path = shared(a.directly, b.by_parameter))) later_wins = false;
    if (!path) path = shared(a.by_parameter, b.by_parameter);
    if (!path) return;
    const std::optional<double> from = first_time_together(earlier, later);
    if (!from) return;
    const std::string &first = schedules_[earlier].name, &second = schedules_[later].name;
    warn(treated_.given[later].place, "treatments",
         "'" + first + "' and '" + second + "' both set " + *path + ", from " + text(*from) + " on; '" +
             (later_wins
                  ? second + "' holds while it is in effect, since it stands later in the list"
                  : first + "' holds while it is in effect, since it sets the number and not its parameter"));
  }

  const TreatedModel& treated_;
  const ParameterUses uses_;
  std::vector<SetNumbers> numbers_;
  std::vector<Treatment> schedules_;
  std::vector<Problem> found_;
};

// "'a' and 'b'"
std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "'" : i + 1 == names.size() ? " and '" : ", '") + names[i] + "'";
  return list;
}

// The treatments by which alone a parameter is used, if none of them is given; empty otherwise.
std::vector<std::string> absent_users(const std::vector<std::string>& uses, const TreatedModel& treated) {
  std::vector<std::string> absent;
  for (const std::string& path : uses) {
    const std::string user = treatment_of(path);
    const bool is_given = std::any_of(treated.given.begin(), treated.given.end(),
                                      [&](const GivenTreatment& one) { return one.treatment.name == user; });
    if (!leads_into(path, "treatments") || is_given) return {};
    if (std::find(absent.begin(), absent.end(), user) == absent.end()) absent.push_back(user);
  }
  return absent;
}

}  // namespace

std::vector<Problem> treatment_warnings(const TreatedModel& treated) {
  return TreatmentWarnings(treated).find();
}

std::vector<Problem> parameter_warnings(const TreatedModel& treated, const std::string& model_file) {
  std::vector<Problem> found;
  const Node* parameters = treated.resolved.find("parameters");
  if (!parameters) return found;
  const ParameterUses uses = parameter_uses(treated.resolved);
  for (const Entry& entry : parameters->entries) {
    if (entry.key == "source" || entry.key == "about") continue;
    const std::string path = "parameters." + entry.key;
    const auto use = uses.find(entry.key);
    if (use == uses.end()) {
      found.push_back({entry.place, path,
                       "nothing uses it, so its value changes nothing; write '$" + entry.key +
                           "' where it is meant, or remove it"});
      continue;
    }
    const Node* value = entry.value.kind == Node::Kind::map ? entry.value.find("value") : &entry.value;
    const std::vector<std::string> absent = absent_users(use->second, treated);
    if (!absent.empty() && value && value->place.file != model_file)
      found.push_back({value->place, path,
                       "only " + quoted_list(absent) + " use" + (absent.size() == 1 ? "s" : "") +
                           " it, which the experiment's 'treatments' don't name"});
  }
  return found;
}

}  // namespace exomet
