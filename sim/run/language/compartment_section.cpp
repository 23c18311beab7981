// The compartments of a model: blood, lymph, the stirred part of a fluid.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "sim/run/language/model_sections.hpp"

namespace exomet {

namespace {

Section<Passing> passing_schema() {
  Section<Passing> section("What is passed on to another compartment.");
  section.shorthand("rate").quantity("rate", &Passing::rate, Dimension::rate, {true, not_negative},
                                     "Of what is there, in a time.");
  return section;
}

Section<HeldSpecies> held_species_schema() {
  Section<HeldSpecies> section("An EV species or substance in a compartment.");
  section
      .quantity("half_life", &HeldSpecies::half_life, Dimension::time, {false, positive},
                "How long half of it stays, whatever takes it away: liver, spleen, kidney.")
      .quantity("background", &HeldSpecies::background, Dimension::per_volume, {false, not_negative},
                "What the body has of it without the domain: there at the start, and kept up. In the ledger "
                "its donor "
                "is 'dose'.")
      .quantity("supply", &HeldSpecies::supply, Dimension::rate, {false, not_negative},
                "What comes in a time beside that: set by a treatment it is an infusion, e.g. 10 nmol/h.")
      .each("passes_to", &HeldSpecies::passes_to, "compartment", passing_schema(), false,
            "To other compartments, e.g. {blood: 1 /h}: what was given into a gut is absorbed so.");
  return section;
}

// A speed, or `free`.
void read_permeability(const Node& node, Permeability& permeability, Reader& reader) {
  const bool is_word = node.kind == Node::Kind::scalar && !node.scalar.empty() &&
                       std::isalpha(static_cast<unsigned char>(node.scalar.front()));
  if (is_word && node.scalar == "free") return;
  if (is_word)
    return reader.problem(
        node, "'" + node.scalar + "' is no permeability; write for example '0.1 um/min', or 'free'");
  permeability.value = reader.quantity(node, Dimension::speed, not_negative, 0);
}

Section<Permeability> permeability_schema() {
  Section<Permeability> section("How fast a species goes through a wall, either way.");
  section.shorthand("value").custom({"value",
                                     "speed, e.g. 0.1 um/min, or free",
                                     "Of the wall: what goes through in a time is this times its area times "
                                     "the difference of densities. `free`: no "
                                     "wall hinders it.",
                                     "",
                                     true,
                                     {}},
                                    read_permeability);
  return section;
}

void read_end(const Node& node, Wall& wall, Reader& reader) {
  if (node.kind == Node::Kind::map && node.entries.size() == 1) {
    const Entry& entry = node.entries.front();
    const std::string& axis = entry.key;
    const std::string& end = entry.value.scalar;
    if (axis.size() == 1 && axis[0] >= 'x' && axis[0] <= 'z' && (end == "low" || end == "high")) {
      wall.axis = axis[0] - 'x', wall.end = end == "high";
      return;
    }
  }
  reader.problem(node, "expected an end of the domain, {x: low}, {z: high} or the like");
}

void read_represents(const Node& node, Wall& wall, Reader& reader) {
  // Which of the three it is shows when the others can't read it; whether it fits the wall is checked later.
  const auto is = [&](Dimension dimension) {
    try {
      parse_quantity(node.scalar, dimension);
      return true;
    } catch (const QuantityError&) {
      return false;
    }
  };
  const bool bare = node.kind == Node::Kind::scalar;
  Dimension dimension = Dimension::number;
  if (bare && is(Dimension::area))
    dimension = Dimension::area, wall.represents = Wall::Represents::area;
  else if (bare && is(Dimension::volume))
    dimension = Dimension::volume, wall.represents = Wall::Represents::volume;
  wall.represented = reader.quantity(node, dimension, not_negative, 1);
}

void check_wall(const Wall& wall, const Node& node, Reader& reader) {
  const bool region = node.find("within") || node.find("area");
  if (region == (wall.axis >= 0))
    return reader.problem(node,
                          "a wall is at an end of the domain ('through: {x: low}') or spread over a region "
                          "('within' and 'area'); give one of the two");
  if (region && !(wall.area > 0))
    reader.problem(node, "a wall within a region needs its 'area', all of it together");
  const bool by_area = wall.represents == Wall::Represents::area,
             by_volume = wall.represents == Wall::Represents::volume;
  if (by_area && region)
    reader.problem(*node.find("represents"),
                   "a wall within a region stands for a number of them, or for a volume");
  if (by_volume && !region)
    reader.problem(*node.find("represents"), "a wall at an end stands for a number of them, or for an area");
  for (const Permeability& one : wall.permeability)
    if (region && !std::isfinite(one.value))
      reader.problem(*node.find("permeability"),
                     "'free' is for an end of the domain; give a wall within a region a speed");
}

Section<Wall> wall_schema() {
  Section<Wall> section("A wall between the compartment and the domain, through which things go both ways.");
  section
      .custom({"through",
               "{x: low} or the like",
               "The end of the domain at which it is, which must be `closed`.",
               "",
               false,
               {}},
              read_end)
      .quantity("area", &Wall::area, Dimension::area, {false, positive},
                "Of all the wall in the region `within`, as capillaries are; it is spread evenly.")
      .each("permeability", &Wall::permeability, "EV or substance", permeability_schema(), true,
            "Of the wall for what goes through, e.g. {tumour_ev: 0.1 um/min, drug: free}; others don't.")
      .custom({"represents",
               "area, volume or number",
               "What of the body the domain stands for, e.g. 1.2 m^2 of peritoneum, 0.1 cm^3 of tumour, or "
               "how many of "
               "it: the compartment gets so often what goes through; 0: it has none of it.",
               "1",
               false,
               {}},
              read_represents);
  add_region(section, &Wall::within, "Over which a wall is spread.");
  section.check(check_wall);
  return section;
}

std::shared_ptr<const SectionDoc> walls_doc() { return wall_schema().doc_pointer(); }

void read_walls(const Node& node, Compartment& compartment, Reader& reader) {
  if (node.kind != Node::Kind::sequence)
    return reader.problem(node, "expected a list of walls, each with '- '");
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Reader::Scope scope(reader, std::to_string(i), node.items[i]);
    Wall wall;
    wall_schema().read(node.items[i], wall, reader);
    compartment.exchanges.push_back(std::move(wall));
  }
}

// The domain stands for the same number of itself at all walls through which a species goes: else more would
// come out of one than went into another.
class Represented {
 public:
  // Why a wall can't be beside those before it, "" if it can.
  std::string fault(const Model& model, const Wall& wall) {
    const double times = wall.times(model.geometry);
    for (const Permeability& one : wall.permeability) {
      if (!(one.value > 0) || !(times > 0)) continue;
      const auto [known, is_new] = of_species_.emplace(one.index, times);
      if (!is_new && std::abs(known->second - times) > 1e-6 * times)
        return "at another wall through which '" + model.species[one.index].name +
               "' goes the domain stands for " + format_quantity(known->second, Dimension::number) +
               " of itself, here for " + format_quantity(times, Dimension::number) +
               "; let 'represents' come to the same, or more would come out than went in";
    }
    return {};
  }

 private:
  std::map<int, double> of_species_;
};

bool gets_back(const Model& model, const Compartment& compartment, int species) {
  for (const Compartment& other : model.compartments)
    if (const HeldSpecies* const held = other.find(species))
      for (const Passing& passing : held->passes_to)
        if (&model.compartments[passing.index] == &compartment && passing.rate > 0) return true;
  return false;
}

// What can be run and is hardly meant.
void warn_of(const Model& model, const Compartment& compartment, const Node& holds, Reader& reader) {
  constexpr double most = 0.5;  // of what is there, in a step
  for (const HeldSpecies& held : compartment.holds) {
    const std::string name = "'" + model.species[held.index].name + "'";
    const bool kept_up = held.background > 0 || held.supply > 0;
    if (!kept_up && !goes_through_walls(model, held.index))
      reader.warn(holds.place, "no wall of a compartment lets " + name +
                                   " through, so none comes from the domain into '" + compartment.name +
                                   "' or back; see 'exchanges'");
    for (const Passing& passing : held.passes_to)
      if (passing.rate * model.steps.transport > most)
        reader.warn(holds.place, "most of " + name + " in '" + compartment.name +
                                     "' is passed on within a step of transport (" +
                                     format_quantity(model.steps.transport, Dimension::time) +
                                     "), over which it is spread evenly; for the course within it shorten "
                                     "steps.transport");
  }
}

// Whatever a compartment exchanges or gets, it holds.
void check_compartment(const Model& model, const Compartment& compartment, Represented& represented,
                       const Node& node, Reader& reader) {
  const auto name = [&](int species) { return "'" + model.species[species].name + "'"; };
  const auto inside = [&](const char* key, const auto& act) {
    const Node* const at = node.find(key);
    if (!at) return;
    const Reader::Scope scope(reader, key, *at);
    act(*at);
  };
  inside("holds", [&](const Node& holds) {
    for (const HeldSpecies& held : compartment.holds) {
      if (held.background > 0 && gets_back(model, compartment, held.index))
        reader.problem(holds,
                       "another compartment passes " + name(held.index) +
                           " on to this one, which would raise its 'background'; give a 'supply' instead");
      for (const Passing& passing : held.passes_to) {
        const Compartment& to = model.compartments[passing.index];
        if (&to == &compartment)
          reader.problem(holds, "it passes " + name(held.index) + " on to itself");
        else if (!to.find(held.index))
          reader.problem(holds, "it passes " + name(held.index) + " on to '" + to.name +
                                    "', which doesn't hold it; name it in "
                                    "compartments." +
                                    to.name + ".holds");
      }
    }
    warn_of(model, compartment, holds, reader);
  });
  inside("exchanges", [&](const Node& exchanges) {
    for (std::size_t i = 0; i < compartment.exchanges.size(); ++i) {
      const Wall& wall = compartment.exchanges[i];
      const Reader::Scope scope(reader, std::to_string(i), exchanges.items[i]);
      std::string what = fault(wall, model.geometry);
      if (what.empty()) what = represented.fault(model, wall);
      if (!what.empty()) reader.problem(exchanges.items[i], what);
      for (const Permeability& one : wall.permeability)
        if (!compartment.find(one.index))
          reader.problem(exchanges.items[i],
                         "the compartment doesn't hold " + name(one.index) + "; name it in its 'holds'");
    }
  });
}

}  // namespace

Section<Compartment> compartment_schema() {
  Section<Compartment> section("A volume beside the domain in which all is mixed at once.");
  section
      .quantity("volume", &Compartment::volume, Dimension::volume, {true, positive},
                "Of the fluid, e.g. 5 L.")
      .each("holds", &Compartment::holds, "EV or substance", held_species_schema(), true,
            "What can be in it, e.g. {tumour_ev: {half_life: 7 min}}.")
      .custom({"exchanges", "list of", "The walls between it and the domain.", "", false, walls_doc(),
               Holds::list},
              read_walls);
  return section;
}

void check_compartments(const Model& model, const Node& document, Reader& reader) {
  const Node* const compartments = document.find("compartments");
  if (!compartments) return;
  const Reader::Scope section(reader, "compartments", *compartments);
  Represented represented;
  for (const Compartment& compartment : model.compartments) {
    const Node& node = *compartments->find(compartment.name);
    const Reader::Scope scope(reader, compartment.name, node);
    check_compartment(model, compartment, represented, node, reader);
  }
}

}  // namespace exomet
