#include "sim/base/random.hpp"

#include <Random123/philox.h>

#include <bit>

namespace exomet {

void Random::draw_block() {
  const auto drawn = r123::Philox4x32{}(std::bit_cast<r123::Philox4x32::ctr_type>(counter_),
                                        std::bit_cast<r123::Philox4x32::key_type>(key_));
  block_ = std::bit_cast<std::array<std::uint32_t, 4>>(drawn);
  ++counter_[3];
}

}  // namespace exomet
