// The lower envelope of equal parabolas on a line: the heart of the exact distance transform (Felzenszwalb
// and Huttenlocher 2012). Parabola i is height_i + spacing^2 (x - at_i)^2 with whole numbers at_i; the
// envelope says which of them is lowest at each whole x.
#pragma once

#include <vector>

namespace exomet {

class Envelope {
 public:
  explicit Envelope(double spacing) : square_(spacing * spacing) {}

  void clear() { parabolas_.clear(); }
  bool empty() const { return parabolas_.empty(); }

  // Adds a parabola to the right of all before it.
  void add(int at, double height) {
    Place from;
    while (!parabolas_.empty()) {
      from = meeting(parabolas_.back(), at, height);
      if (parabolas_.back().from < from) break;
      parabolas_.pop_back();
      from = {};
    }
    parabolas_.push_back({at, height, from});
  }

  // Calls visit(x, at, value) for x = 0, 1, ... count - 1 with the lowest parabola there.
  template <class Visit>
  void visit(int count, const Visit& visit) const {
    std::size_t lowest = 0;
    for (int x = 0; x < count; ++x) {
      while (lowest + 1 < parabolas_.size() && parabolas_[lowest + 1].from < Place{double(x), 1}) ++lowest;
      const Parabola& parabola = parabolas_[lowest];
      const double away = x - parabola.at;
      visit(x, parabola.at, parabola.height + square_ * away * away);
    }
  }

 private:
  // above / below, since dividing would take longer than all the rest; below > 0, except at the far left.
  struct Place {
    double above = -1, below = 0;
    bool operator<(const Place& other) const { return above * other.below < other.above * below; }
  };
  struct Parabola {
    int at;
    double height;
    Place from;  // where it becomes the lowest
  };
  // Where the parabola at `at`, to the right of the other, becomes lower than it.
  Place meeting(const Parabola& left, int at, double height) const {
    const double apart = at - left.at;
    return {square_ * apart * (left.at + at) + height - left.height, 2 * square_ * apart};
  }

  double square_;
  std::vector<Parabola> parabolas_;
};

}  // namespace exomet
