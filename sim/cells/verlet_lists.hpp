// Who is near whom, remembered while cells move little (Verlet 1967): a list per cell of those nearer than
// what interacts plus what both may move stays complete until some cell has moved (or grown) as far. Whatever
// is summed over a list is summed in ascending order of the cells' indices, and what is out of reach adds
// nothing, so that results depend neither on when the lists were made nor on how far cells may move: that
// follows how fast they do.
//
// Cells are sorted into bins that suit the common sizes. Few that are far larger (osteoclasts among marrow
// cells) are searched for apart, so that they don't make everybody's search long, and may move farther.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/cells/cell_grid.hpp"

namespace exomet {

// A cell, um; wrapped into the domain on periodic axes. Aligned, so that none lies in two cache lines.
struct alignas(32) Ball {
  double x = 0, y = 0, z = 0, radius = 0;
};

// Eight of them side by side.
struct WideBall {
  Double8 x, y, z, radius;
};

class VerletLists {
 public:
  explicit VerletLists(const Geometry&);

  // Makes lists of all that is nearer than reach (>= 0) * the sum of radii, if those that are there don't
  // serve; in any case takes over where the cells are now.
  void update(const Population&, double reach);

  const Geometry& geometry() const { return common_.geometry(); }
  const Vec3& period() const { return common_.period(); }  // um, 0 on axes that aren't periodic
  double reach() const { return reach_; }
  std::uint64_t builds() const { return builds_; }  // how often lists were made

  // Cells have slots, in the order of their bins, so that neighbours in space are neighbours in memory.
  std::size_t size() const { return place_.size(); }
  CellIndex index(std::uint32_t slot) const { return index_[slot]; }
  const Ball& place(std::uint32_t slot) const { return place_[slot]; }
  WideBall places(const std::uint32_t* eight_slots) const {
    WideBall balls;
    gather_fours(&place_[0].x, eight_slots, balls.x, balls.y, balls.z, balls.radius);
    return balls;
  }
  CellTypeId type(std::uint32_t slot) const { return type_[slot]; }

  // Slots that are worked on together.
  std::size_t parts() const { return parts_.size(); }
  std::size_t pairs_in_part(std::size_t part) const {
    return parts_[part].end.empty() ? 0 : parts_[part].end.back();
  }
  // Calls use(part) for all parts: in parallel if there are so many cells that it is worth waking a thread.
  template <class Use>
  void for_each_part(const Use& use) const;
  // Calls use(slot, near) for every slot of a part: near are the slots of those near it (and of some that are
  // a little out of reach), in ascending order of their index. Seven slots beyond the last may be read.
  template <class Use>
  void for_each_in_part(std::size_t part, const Use& use) const;

  // Calls visit(slot) for cells that may be at most `distance` (um) from a place, in no useful order.
  template <class Visit>
  void for_each_maybe_within(const Vec3& wrapped_position, double distance, const Visit& visit) const;
  Vec3 wrapped(const Vec3& position) const { return common_.wrapped(position); }

 private:
  struct Part {
    std::uint32_t first = 0;         // slot
    std::vector<std::uint32_t> end;  // per slot, in near
    std::vector<std::uint32_t> near;
    std::vector<std::uint32_t> slots, keys;  // of a list while it is sorted
    void begin(std::uint32_t first);
    void finish();
  };
  // Two slots that are near each other.
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  // A cell when the lists were made, rounded, which counts as moved; its type when places were taken over.
  struct Listed {
    float x = 0, y = 0, z = 0, radius = 0;  // um
    std::uint32_t slot = 0;
    CellTypeId type = 0;
  };
  // How far cells of a size may move (and grow, times the reach) until lists fail, um, and whether that was
  // too little for the lists to last.
  struct Slack {
    double most = 0;
    bool exceeded = false;
  };

  bool follow(const Population&, double reach);
  void adapt_slack(double reach);
  void take_places(const Population&);
  Ball ball_of(const Population&, CellIndex) const;
  struct BySize {
    std::vector<CellIndex> common, large;
  };
  BySize split_by_size(const Population&);
  void build(const Population&, double reach);
  void list_large();
  void note_large(std::size_t first_part);
  void list_common();
  void list_bins(Part&, std::size_t begin, std::size_t end) const;
  void add_list(Part&, std::span<const std::uint32_t> near, std::span<const Pair> more) const;
  std::vector<std::uint32_t> near_large(std::uint32_t slot) const;

  CellGrid common_, large_;
  std::uint32_t commons_ = 0;                           // how many
  double reach_ = -1, widest_common_ = 0, widest_ = 0;  // um but for the first; radii
  Slack of_commons_, of_large_;
  std::uint64_t builds_ = 0;
  int served_ = 0;                // updates that the lists have lasted
  std::vector<CellIndex> index_;  // [slot]: the common ones, then the large ones
  std::vector<CellTypeId> type_;
  std::vector<Ball> place_;
  std::vector<Listed> listed_;  // [cell]
  std::vector<Part> parts_;
  std::vector<Pair> of_common_;  // with large ones: (common slot, large slot), ascending
};

template <class Use>
void VerletLists::for_each_part(const Use& use) const {
  parallel_chunks(parts(), size() < few_cells ? parts() : 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part) use(part);
  });
}

template <class Use>
void VerletLists::for_each_in_part(std::size_t part, const Use& use) const {
  const Part& all = parts_[part];
  std::uint32_t begin = 0;
  for (std::size_t n = 0; n < all.end.size(); ++n) {
    use(all.first + static_cast<std::uint32_t>(n),
        std::span(all.near.data() + begin, all.near.data() + all.end[n]));
    begin = all.end[n];
  }
}

template <class Visit>
void VerletLists::for_each_maybe_within(const Vec3& wrapped_position, double distance,
                                        const Visit& visit) const {
  // Cells may have moved since they were binned.
  common_.for_each_row_within(wrapped_position, distance + of_commons_.most, [&](Row row) {
    for (std::uint32_t s = row.begin; s < row.end; ++s) visit(s);
  });
  large_.for_each_row_within(wrapped_position, distance + of_large_.most, [&](Row row) {
    for (std::uint32_t s = row.begin; s < row.end; ++s) visit(commons_ + s);
  });
}

}  // namespace exomet
