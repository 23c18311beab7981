// What a mechanism may write: of the cells that it is called for, their size and the columns that it keeps.
// (A View is constant, and nobody else can make an OwnCell.)
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/cells/population.hpp"

namespace exomet {

class OwnCell;

// A column of numbers, one per cell, 0 at first, that a mechanism keeps: whoever has claimed it may read it
// of any cell. A cell that becomes a type none of whose mechanisms keeps it begins anew with 0.
class StateColumn {
 public:
  StateColumn() = default;  // of nobody: to be claimed
  double of(const Population& cells, CellIndex i) const { return cells.state[index_][i]; }

 private:
  friend class OwnCell;
  friend class StateColumns;
  explicit StateColumn(int index) : index_(index) {}

  int index_ = 0;
};

// The state columns of a model's cells, by name; those of one cell type are claimed one after another.
class StateColumns {
 public:
  // names: of the model's columns; claimed: indices of those that a cell type keeps. Both are added to.
  StateColumns(std::vector<std::string>& names, std::vector<int>& claimed)
      : names_(names), claimed_(claimed) {}
  StateColumn of(const std::string& name);  // the column, added if it isn't there

 private:
  std::vector<std::string>& names_;
  std::vector<int>& claimed_;
};

// A cell that a mechanism is called for.
class OwnCell {
 public:
  // minutes: for which the call stands, where it stands for any.
  OwnCell(Population& cells, CellIndex index, double minutes = 0)
      : cells_(&cells), index_(index), minutes_(minutes) {}

  operator CellIndex() const { return index_; }
  double minutes() const { return minutes_; }

  double& operator[](StateColumn column) const { return cells_->state[column.index_][index_]; }
  void set_diameter(double um) const { cells_->diameter[index_] = um; }

 private:
  Population* cells_;
  CellIndex index_;
  double minutes_;
};

// Cells of one type that a mechanism is called for, in the order of their indices.
class OwnCells {
 public:
  // The call stands for so many minutes, less what of them is `done` (by index; empty: nothing).
  OwnCells(Population& cells, std::span<const CellIndex> indices, double minutes = 0,
           std::span<const double> done = {})
      : cells_(&cells), indices_(indices), done_(done), minutes_(minutes) {}

  class Iterator {
   public:
    Iterator(const OwnCells& all, const CellIndex* at) : all_(&all), at_(at) {}
    OwnCell operator*() const {
      const double done = all_->done_.empty() ? 0 : all_->done_[*at_];
      return {*all_->cells_, *at_, all_->minutes_ - done};
    }
    Iterator& operator++() { return ++at_, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const OwnCells* all_;
    const CellIndex* at_;
  };

  Iterator begin() const { return {*this, indices_.data()}; }
  Iterator end() const { return {*this, indices_.data() + indices_.size()}; }

 private:
  Population* cells_;
  std::span<const CellIndex> indices_;
  std::span<const double> done_;
  double minutes_;
};

}  // namespace exomet
