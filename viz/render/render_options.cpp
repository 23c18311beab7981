#include "viz/render/render_options.hpp"

#include <algorithm>
#include <cstdio>

#include "sim/base/error.hpp"
#include "sim/config/suggestions.hpp"
#include "viz/render/legend.hpp"
#include "viz/render/records.hpp"

namespace exomet {

void choose_size(RenderOptions& wish, const Domain& domain) {
  if (wish.width > 0) return;
  wish.width = 1600;
  wish.height = 1000;
  if (domain.flat < 0 || !looks_straight(wish.gaze, domain)) return;
  const Layout layout{1600, 1000};
  const double across = domain.size[domain.flat == 0 ? 1 : 0], up = domain.size[domain.flat == 2 ? 1 : 2];
  const double height = (layout.width - layout.panel()) * up / across + 180;
  wish.height = 2 * static_cast<int>(std::clamp(height, 560.0, 1000.0) / 2);
}

void check(const RenderOptions& wish, const RunFiles& run) {
  const Domain& domain = run.domain();
  std::vector<std::string> fields = domain.fields;
  fields.push_back("none");
  if (wish.field && std::find(fields.begin(), fields.end(), *wish.field) == fields.end())
    throw InputError("no field '" + *wish.field + "' in '" + run.name() + "' (" +
                     suggest(*wish.field, fields) + "); record others in the configuration's output");
  const std::vector<std::string> types = type_names(run.cells(0));
  for (const std::string& type : wish.hidden)
    if (std::find(types.begin(), types.end(), type) == types.end())
      throw InputError("--hide " + type + ": no type of cell in '" + run.name() + "' (" +
                       suggest(type, types) + ")");
  if (!wish.slice.empty() && domain.flat >= 0)
    throw InputError("--slice " + wish.slice + ": '" + run.name() + "' is flat, a cut already; leave it out");
  aim(wish.gaze, domain, {{}, domain.size}, 1);
}

std::string field_of(const RenderOptions& wish, const Domain& domain) {
  if (wish.field) return *wish.field == "none" ? "" : *wish.field;
  return domain.fields.empty() ? "" : domain.fields.front();
}

void check_dots(const RenderOptions& wish, const RunFiles& run, const std::vector<std::size_t>& records) {
  constexpr double most = 1e6;
  const std::string field = field_of(wish, run.domain());
  if (!wish.per_dot || field.empty()) return;
  std::size_t worst = 0;
  double total = 0;
  for (const std::size_t record : records)
    if (const double amount = expected_dots(run.amounts(record, field), 1); amount > total)
      worst = record, total = amount;
  if (total / *wish.per_dot <= most) return;
  char words[160], amount[32];
  std::snprintf(words, sizeof words, "--per-dot %g: %.3g dots at %s, at most %s can be drawn", *wish.per_dot,
                total / *wish.per_dot, spoken_time(run.days()[worst]).c_str(), grouped(most).c_str());
  std::snprintf(amount, sizeof amount, "%g", amount_per_dot(total, static_cast<std::size_t>(most), false));
  throw InputError(std::string(words) + "; choose a larger --per-dot: " + amount);
}

}  // namespace exomet
