#include "sim/study/evidence/evidence.hpp"

namespace exomet {

std::string_view name(Role role) {
  constexpr std::string_view names[]{"calibrate", "hold_out", "judge", "ablation"};
  return names[static_cast<int>(role)];
}

std::string_view name(Verdict verdict) {
  constexpr std::string_view names[]{"passes", "fails", "not decided"};
  return names[static_cast<int>(verdict)];
}

std::string_view name(Size size) {
  constexpr std::string_view names[]{"quick", "small", "full"};
  return names[static_cast<int>(size)];
}

}  // namespace exomet
