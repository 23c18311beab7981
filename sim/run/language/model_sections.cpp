#include "sim/run/language/model_sections.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "sim/base/quantity.hpp"

namespace exomet {

Section<Medium> medium_schema() {
  Section<Medium> section("The fluid around the cells; EVs diffuse in it by Stokes-Einstein.");
  section.quantity("viscosity", &Medium::viscosity, Dimension::viscosity, {false, positive}, "Of the fluid.")
      .quantity("temperature", &Medium::temperature, Dimension::temperature, {false, positive},
                "Of the fluid.");
  return section;
}

Section<Steps> steps_schema() {
  Section<Steps> section("Intervals of the stages: whole seconds, `rules` a whole multiple of the others.");
  section
      .quantity("transport", &Steps::transport, Dimension::time, {false, positive},
                "EVs and substances are released, taken up and diffuse. A steady state doesn't depend on it; "
                "a twentieth of "
                "any time that matters.")
      .quantity("motion", &Steps::motion, Dimension::time, {false, positive}, "Cells move.")
      .quantity("rules", &Steps::rules, Dimension::time, {false, positive},
                "Cells sense: their rates hold until the next. What happens to them has its own time.")
      .integer("refine", &Steps::refine, 1, 1000, "Divides all three: see whether results stay.")
      .check([](const Steps& steps, const Node& node, Reader& reader) {
        constexpr double longest = 100 * 365 * minutes_per_day;
        if (std::max({steps.transport, steps.motion, steps.rules}) > longest)
          return reader.problem(node, "steps of more than 100 years");
        for (double step : {steps.transport, steps.motion}) {
          const double ratio = steps.rules / step, seconds = step * 60 / static_cast<double>(steps.refine);
          if (std::abs(seconds - std::round(seconds)) > 1e-9 * seconds || seconds < 0.999)
            return reader.problem(node, steps.refine > 1
                                            ? "steps are whole seconds, also when 'refine' has divided them"
                                            : "steps are whole seconds");
          if (std::abs(ratio - std::round(ratio)) > 1e-9 * ratio)
            return reader.problem(node, "'rules' must be a whole multiple of 'transport' and of 'motion'");
        }
      });
  return section;
}

Section<Cargo> cargo_schema() {
  Section<Cargo> section("What EVs carry into cells: a messenger RNA, a microRNA, a protein.");
  section.inherits();
  section.quantity("half_life", &Cargo::half_life, Dimension::time, {false, positive}, "Inside a cell.");
  return section;
}

namespace {
Section<Load> load_schema() {
  Section<Load> section("Copies of a cargo that one EV carries, on average.");
  section.shorthand("copies").quantity("copies", &Load::copies, Dimension::number, {true, not_negative},
                                       "Mean number per EV; may be far below 1.");
  return section;
}

Section<DiffusivityInTissue> in_tissue_schema() {
  Section<DiffusivityInTissue> section("Diffusion inside a tissue.");
  section.shorthand("diffusivity")
      .quantity("diffusivity", &DiffusivityInTissue::diffusivity, Dimension::diffusivity,
                {true, not_negative}, "Where the tissue fills the voxel; in between by share.");
  return section;
}
}  // namespace

Section<Species> species_schema(bool vesicle) {
  Section<Species> section(vesicle ? "A species of EV." : "A dissolved signal.");
  section.inherits();
  if (vesicle)
    section.quantity("diameter", &Species::diameter, Dimension::length, {true, positive}, "Of one EV.")
        .each("carries", &Species::carries, "cargo", load_schema(), false,
              "Cargo, in copies per EV, with which EVs are released and which they keep. A treatment that "
              "changes it "
              "changes those released from then on; what acts on EVs in flight is its `neutralises`.");
  section
      .quantity("diffusion", &Species::diffusivity, Dimension::diffusivity, {!vesicle, not_negative},
                vesicle ? "In the fluid; follows from the diameter (Stokes-Einstein) unless given."
                        : "In the fluid.")
      .quantity("half_life", &Species::half_life, Dimension::time, {false, positive}, "In the fluid.")
      .quantity("outside", &Species::outside, Dimension::per_volume, {false, not_negative},
                "Density beyond `fixed` boundaries.")
      .each("diffusion_in", &Species::in_tissue, "tissue", in_tissue_schema(), false,
            "Diffusion coefficient in tissues, e.g. {matrix: 0.5 um^2/s}; as in the fluid unless given.");
  return section;
}

namespace {
Section<Held> held_schema() {
  Section<Held> section("What a volume of it frees when it is removed.");
  section.shorthand("density").quantity("density", &Held::density, Dimension::per_volume,
                                        {true, not_negative}, "Counts per volume of the tissue.");
  return section;
}
}  // namespace

Section<TissueKind> tissue_schema() {
  Section<TissueKind> section("Matter on the grid, in shares of each voxel.");
  section.inherits();
  section
      .quantity("resists", &TissueKind::resists, Dimension::force, {true, not_negative},
                "The force that keeps a cell from entering it.")
      .each("holds", &TissueKind::holds, "EV or substance", held_schema(), false,
            "What is freed where cells remove it, e.g. {TGF_beta: 0.01 /um^3}.");
  return section;
}

namespace {
Section<Mechanics> law_schema(ContactLaw law) {
  const bool linear = law == ContactLaw::linear_spring, hertz = law == ContactLaw::hertz;
  const Dimension strength = linear ? Dimension::stiffness : hertz ? Dimension::pressure : Dimension::force;
  Section<Mechanics> section(linear  ? "F = k (R - d), cut off at reach R (Meineke 2001)."
                             : hertz ? "Hertz repulsion, adhesion over the contact area (Schaller 2005)."
                                     : "Quadratic repulsion and adhesion, as in PhysiCell (Macklin 2012).");
  section
      .quantity(linear  ? "stiffness"
                : hertz ? "modulus"
                        : "repulsion",
                &Mechanics::repulsion, strength, {true, positive}, "How hard touching cells push apart.")
      .quantity("adhesion", &Mechanics::adhesion, linear ? Dimension::number : strength,
                {false, not_negative},
                linear ? "Share of the stiffness, times the pair's affinity (adheres)."
                       : "Times the pair's affinity (adheres).");
  if (!hertz)
    section.custom({"reach",
                    "number, e.g. 1.25",
                    "Adhesion ends at this multiple of the sum of radii.",
                    "1.25",
                    false,
                    {}},
                   [](const Node& node, Mechanics& mechanics, Reader& reader) {
                     mechanics.contact.reach = reader.quantity(node, Dimension::number, {1, 2}, 1.25);
                   });
  return section;
}
}  // namespace

Section<Mechanics> mechanics_schema() {
  const std::vector<std::pair<std::string, ContactLaw>> laws{{"linear_spring", ContactLaw::linear_spring},
                                                             {"quadratic", ContactLaw::quadratic},
                                                             {"hertz", ContactLaw::hertz}};
  auto doc = std::make_shared<SectionDoc>();
  std::vector<std::string> known;
  for (const auto& [key, law] : laws) {
    const auto inner = law_schema(law).doc_pointer();
    doc->keys.push_back({key, "map", inner->about, "", false, inner});
    known.push_back(key);
  }
  Section<Mechanics> section("Overdamped motion: friction times velocity is the sum of forces.");
  section
      .custom({"contact", "one of", "The law of the force between cells.", "", true, doc},
              [=](const Node& node, Mechanics& mechanics, Reader& reader) {
                if (node.kind != Node::Kind::map || node.entries.size() != 1)
                  return reader.problem(node, "expected one contact law; " + suggest("", known));
                const Entry& chosen = node.entries.front();
                for (const auto& [key, law] : laws)
                  if (key == chosen.key) {
                    const Reader::Scope scope(reader, chosen.key, chosen.value);
                    mechanics.contact.law = law;
                    mechanics.contact.reach = law == ContactLaw::hertz ? 1 : 1.25;
                    return law_schema(law).read(chosen.value, mechanics, reader);
                  }
                reader.problem(chosen.place,
                               "no contact law '" + chosen.key + "'; " + suggest(chosen.key, known));
              })
      .quantity("friction", &Mechanics::friction, Dimension::friction, {true, positive}, "Of a free cell.")
      .quantity("attached_friction", &Mechanics::attached_friction, Dimension::friction, {true, positive},
                "Of a cell attached to matrix or to other cells.")
      .quantity("sealed_friction", &Mechanics::sealed_friction, Dimension::friction, {false, positive},
                "Of a cell sealed to a tissue that it resorbs; as attached if not given.");
  return section;
}

const Section<CellDraft>& cell_type_schema() {
  static const Section<CellDraft> schema = [] {
    Section<CellDraft> section("A cell type: its size, and what it does.");
    section.inherits();
    section
        .quantity("diameter", &CellDraft::diameter, Dimension::length, {true, positive}, "Of a cell at rest.")
        .custom({"grows_over",
                 "time, e.g. 1 d, or never",
                 "Time constant of the volume of a cell that became this type with another size, or whose "
                 "diameter a treatment changed, on its way to the type's. A cell that divides has its own "
                 "growth_time, one that fuses is as large as its nuclei make it.",
                 "4 h",
                 false,
                 {}},
                [](const Node& node, CellDraft& draft, Reader& reader) {
                  const bool is_word = node.kind == Node::Kind::scalar && !node.scalar.empty() &&
                                       std::isalpha(static_cast<unsigned char>(node.scalar.front()));
                  if (is_word && node.scalar == "never")
                    draft.grows_over = std::numeric_limits<double>::infinity();
                  else if (is_word)
                    reader.problem(node,
                                   "'" + node.scalar + "' is no time; write for example '6 h', or 'never'");
                  else
                    draft.grows_over = reader.quantity(node, Dimension::time, positive, draft.grows_over);
                });
    for (const auto& [key, kind] : Registry<Mechanism>::kinds()) {
      const auto doc = kind.doc();
      section.custom({key, "mechanism", doc->about, "", false, doc},
                     [key = key, kind = kind](const Node& node, CellDraft& draft, Reader& reader) {
                       draft.mechanisms.emplace_back(key, kind.read(node, reader));
                     });
    }
    return section;
  }();
  return schema;
}

std::vector<std::shared_ptr<const Placement>> read_placements(const Node& node, Reader& reader) {
  std::vector<std::shared_ptr<const Placement>> placements;
  if (node.kind != Node::Kind::sequence) return reader.problem(node, "expected a list"), placements;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Reader::Scope scope(reader, std::to_string(i), node.items[i]);
    const Entry* chosen = find_registered<Placement>(node.items[i], "way to place things", reader);
    if (!chosen) continue;
    for (const Entry& entry : node.items[i].entries)
      if (&entry != chosen)
        reader.problem(entry.place, "one way to place things an item; start a new '- ' item");
    const Reader::Scope inner(reader, chosen->key, chosen->value);
    placements.push_back(Registry<Placement>::kinds().at(chosen->key).read(chosen->value, reader));
  }
  return placements;
}

}  // namespace exomet
