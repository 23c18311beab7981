#include "sim/config/number_doc.hpp"

#include "sim/config/prior_section.hpp"

namespace exomet {

std::shared_ptr<const SectionDoc> number_doc() {
  SectionDoc doc;
  doc.about = "Wherever a model has a number, it may be written in long form.";
  doc.shorthand = "value";
  doc.keys = {
      {"value", "number with unit", "The number.", "", true, {}},
      {"prior", "map",
       "What it may be before data are looked at. An assumed number without one has a wide one by default: "
       "uniform from 0 to 1 for a share, else log-uniform over a factor of ten either way, both within what "
       "the "
       "number may be; none for 0 and below, for temperatures, and for what is chosen (domain, steps, start, "
       "treatments, measures). `check --numbers` lists them.",
       "", false, prior_doc()},
      {"source",
       "key of a reference | assumed | \"calibrated: KEY, remark\"",
       "Who vouches for it; of calibrated ones KEY names the data: a reference, or an entry of the model's "
       "evidence.",
       "that of the map around it",
       false,
       {}},
      {"about", "text", "A remark.", "", false, {}}};
  return std::make_shared<SectionDoc>(doc);
}

}  // namespace exomet
