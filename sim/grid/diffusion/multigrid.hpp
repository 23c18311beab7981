// Approximate solutions of a step of diffusion that takes itself at its end,
//
//   own x + sum over its six faces of conducts (x - x beside) = r   in each voxel,
//
// own = 1 + step (uptake + decay), nothing beside the ends, by V-cycles (Brandt 1977; Wesseling, An
// Introduction to Multigrid Methods, 1992): voxels are joined two by two until there is one; on the way
// back a polynomial of Chebyshev's of second degree smooths; what is left over goes down as sums and
// corrections come up by linear interpolation. Linear in r, the same bits at any number of threads.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "sim/grid/diffusion/faces.hpp"

namespace exomet {

// The faces of a grid and of its coarser ones.
std::shared_ptr<const std::vector<Faces>> coarser_and_coarser(const Geometry&, const Diffusivity&,
                                                              double step);

class Multigrid {
 public:
  // own: of each voxel more than `everywhere`, which is above 0.
  Multigrid(std::shared_ptr<const std::vector<Faces>>, const RowPool& more, double everywhere);

  // Numbers to work with, of one field at a time.
  struct Room {
    // Makes room where there is none of this shape.
    void fit(const Multigrid&, const Beyond& outside);

    struct Level {
      GridRows residual, solution, other;
    };
    std::vector<Level> levels;
    GridRows given, estimate, mean;  // at the start of a step, of its end, and over it
  };

  // For the cycle: what is written from the residual of a row of a level, the finest's by who finds that.
  void begin(Room&, std::size_t level, std::size_t y, std::size_t z) const;
  // One V-cycle: adds to the estimate what solves for the residual of the finest level, roughly.
  void cycle(Room&) const;

  const Faces& faces(std::size_t level = 0) const { return (*faces_)[level]; }
  std::size_t levels() const { return levels_.size(); }
  // Of what a voxel would give away in the step, the largest share that would go to voxels beside it.
  double most_conducted() const { return most_conducted_; }

 private:
  struct Level {
    RowPool own, inverse;  // inverse: of the diagonal, own and all faces
  };
  void correct(Room&, std::size_t level) const;
  template <bool adds>
  void smooth(std::size_t level, double weight, const GridRows& r, const GridRows& x, GridRows& to) const;
  void restrict_to(Room&, std::size_t level) const;
  void interpolate(Room&, std::size_t level) const;

  std::shared_ptr<const std::vector<Faces>> faces_;
  std::vector<Level> levels_;
  double most_conducted_ = 0;
};

// Rooms that are lent to whoever advances a field, as many as there are at the same time.
class Rooms {
 public:
  class Lent {
   public:
    explicit Lent(Rooms&);
    ~Lent();
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    Multigrid::Room& operator*() const { return *room_; }

   private:
    Rooms& rooms_;
    std::unique_ptr<Multigrid::Room> room_;
  };

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Multigrid::Room>> free_;
};

}  // namespace exomet
