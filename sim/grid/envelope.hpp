// The lower envelope of equal parabolas on a line: the heart of the exact distance transform (Felzenszwalb
// and Huttenlocher 2012). Parabola i is height_i + spacing^2 (x - at_i)^2 with whole numbers at_i; the
// envelope says which of them is lowest at each whole x.
#pragma once

#include <limits>
#include <vector>

namespace exomet {

class Envelope {
 public:
  explicit Envelope(double spacing) : square_(spacing * spacing) {}

  void clear() { parabolas_.clear(); }
  bool empty() const { return parabolas_.empty(); }

  // Adds a parabola to the right of all before it.
  void add(int at, double height) {
    double from = -std::numeric_limits<double>::infinity();
    while (!parabolas_.empty()) {
      from = meeting(parabolas_.back(), at, height);
      if (from > parabolas_.back().from) break;
      parabolas_.pop_back();
      from = -std::numeric_limits<double>::infinity();
    }
    parabolas_.push_back({at, height, from});
  }

  // Calls visit(x, at, value) for x = 0, 1, ... count - 1 with the lowest parabola there.
  template <class Visit>
  void visit(int count, const Visit& visit) const {
    std::size_t lowest = 0;
    for (int x = 0; x < count; ++x) {
      while (lowest + 1 < parabolas_.size() && parabolas_[lowest + 1].from < x) ++lowest;
      const Parabola& parabola = parabolas_[lowest];
      const double away = x - parabola.at;
      visit(x, parabola.at, parabola.height + square_ * away * away);
    }
  }

 private:
  struct Parabola {
    int at;
    double height, from;  // from: where it becomes the lowest
  };
  // Where the parabola at `at`, to the right of the other, becomes lower than it.
  double meeting(const Parabola& left, int at, double height) const {
    return 0.5 * (left.at + at + (height - left.height) / (square_ * (at - left.at)));
  }

  double square_;
  std::vector<Parabola> parabolas_;
};

}  // namespace exomet
