#include "viz/render/wish.hpp"

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/config/suggestions.hpp"
#include "viz/render/legend.hpp"

namespace exomet {

void choose_size(Wish& wish, const Domain& domain) {
  if (wish.width > 0) return;
  wish.width = 1600;
  wish.height = 1000;
  if (domain.flat < 0 || !looks_straight(wish.gaze, domain)) return;
  const Layout layout{1600, 1000};
  const double across = domain.size[domain.flat == 0 ? 1 : 0], up = domain.size[domain.flat == 2 ? 1 : 2];
  const double height = (layout.width - layout.panel()) * up / across + 180;
  wish.height = 2 * static_cast<int>(std::clamp(height, 560.0, 1000.0) / 2);
}

void check(const Wish& wish, const RunFiles& run) {
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

}  // namespace exomet
