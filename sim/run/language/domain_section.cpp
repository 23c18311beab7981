// The domain of a model: its box, grid and boundaries.
#include <algorithm>
#include <cmath>

#include "sim/run/language/model_sections.hpp"

namespace exomet {

namespace {

const std::array<std::string, 3> axes{"x", "y", "z"};

struct Domain {
  Vec3 size, voxel;
  std::array<std::array<Boundary, 2>, 3> boundary{};
};

// One length for all axes or a list of three.
void read_lengths(const Node& node, Vec3& lengths, bool one_for_all, Reader& reader) {
  if (node.kind == Node::Kind::sequence && node.items.size() == 3) {
    for (int axis = 0; axis < 3; ++axis)
      lengths[axis] = reader.quantity(node.items[axis], Dimension::length, positive, 1);
  } else if (node.kind == Node::Kind::scalar && one_for_all) {
    const double length = reader.quantity(node, Dimension::length, positive, 1);
    lengths = {length, length, length};
  } else {
    reader.problem(node,
                   std::string("expected a list of three lengths [x, y, z]") +
                       (one_for_all ? " or one length for all" : ", for example [600 um, 600 um, 160 um]"));
  }
}

Boundary read_boundary(const Node& node, Reader& reader) {
  static const std::vector<std::pair<std::string, Boundary>> kinds{{"closed", Boundary::closed},
                                                                   {"periodic", Boundary::periodic},
                                                                   {"open", Boundary::open},
                                                                   {"fixed", Boundary::fixed},
                                                                   {"flat", Boundary::flat}};
  std::vector<std::string> known;
  for (const auto& [word, boundary] : kinds) {
    if (node.scalar == word) return boundary;
    known.push_back(word);
  }
  reader.problem(node, "unknown boundary '" + node.scalar + "'; " + suggest(node.scalar, known));
  return Boundary::closed;
}

void read_ends(const Node& node, std::array<Boundary, 2>& ends, Reader& reader) {
  if (node.kind == Node::Kind::sequence && node.items.size() == 2) {
    for (int end = 0; end < 2; ++end) ends[end] = read_boundary(node.items[end], reader);
    for (Boundary joined : {Boundary::periodic, Boundary::flat})
      if ((ends[0] == joined) != (ends[1] == joined))
        reader.problem(node, "an axis is periodic, or flat, at both ends or at none");
  } else {
    ends[0] = ends[1] = read_boundary(node, reader);
  }
}

void read_boundaries(const Node& node, Domain& domain, Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map {x: ..., y: ..., z: ...}");
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    int axis = 0;
    while (axis < 3 && axes[axis] != entry.key) ++axis;
    if (axis < 3)
      read_ends(entry.value, domain.boundary[axis], reader);
    else if (entry.key != "about" && entry.key != "source")
      reader.problem(entry.place, "unknown axis '" + entry.key + "'; axes are x, y and z");
  }
}

Section<Domain> domain_schema() {
  Section<Domain> section("The box that is simulated, and its grid.");
  section
      .custom({"size", "[x, y, z] lengths", "Of the box.", "", true, {}},
              [](const Node& node, Domain& domain, Reader& reader) {
                read_lengths(node, domain.size, false, reader);
              })
      .custom(
          {"voxel", "length or [x, y, z]", "Edge of a voxel; the size is a whole multiple.", "", true, {}},
          [](const Node& node, Domain& domain, Reader& reader) {
            read_lengths(node, domain.voxel, true, reader);
          })
      .custom({"boundary",
               "{x: ..., y: ..., z: ...}",
               "closed, periodic, open (what leaves is gone), fixed (a species' `outside` density) or flat "
               "(one voxel "
               "thick: 2-D); [low end, high end] if they differ.",
               "closed",
               false,
               {}},
              read_boundaries);
  return section;
}

}  // namespace

std::shared_ptr<const SectionDoc> domain_doc() { return domain_schema().doc_pointer(); }

Geometry read_domain(const Node& node, Reader& reader) {
  Domain domain;
  const std::size_t before = reader.problems.size();
  domain_schema().read(node, domain, reader);
  Geometry grid;
  grid.boundary = domain.boundary;
  if (reader.problems.size() > before) return grid;
  const Node& sizes = *node.find("size");
  for (int axis = 0; axis < 3; ++axis) {
    const Node& size = sizes.items[static_cast<std::size_t>(axis)];
    const double count = domain.size[axis] / domain.voxel[axis];
    if (!(count < 1e6))
      reader.problem(size, "more than a million voxels along " + axes[axis] + "; use larger voxels");
    else if (std::abs(count - std::round(count)) > 1e-6 || count < 0.5)
      reader.problem(size, "the size along " + axes[axis] + " (" +
                               format_quantity(domain.size[axis], Dimension::length) +
                               ") is no whole multiple of the voxel (" +
                               format_quantity(domain.voxel[axis], Dimension::length) + ")");
    else if (grid.flat(axis) && std::round(count) != 1)
      reader.problem(size, "the flat axis " + axes[axis] +
                               " must be one voxel thick; make its voxel as large as its size");
    else
      grid.voxels[axis] = static_cast<int>(std::round(count));
    grid.spacing[axis] = domain.voxel[axis];
  }
  double voxels = 1;
  for (int count : grid.voxels) voxels *= count;
  if (voxels >= 4294967295.0)  // they are numbered with 32 bits
    reader.problem(place_of(node, "voxel"),
                   "more than 4 billion voxels; use larger ones, or a smaller domain");
  if (grid.dimensions() < 2) reader.problem(place_of(node, "boundary"), "only one axis can be flat");
  return grid;
}

void check_parameters(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from names to values");
  for (const Entry& entry : node.entries) {
    if (entry.key == "source" || entry.key == "about") continue;
    const Reader::Scope scope(reader, entry.key, entry.value);
    check_parameter(entry.value, reader);
  }
}

}  // namespace exomet
