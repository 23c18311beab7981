// A lesson: a question to an experiment, with what one may turn, what to look at and what to think of it.
// Plain data, read from configs/lessons/*.yaml.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/document.hpp"

namespace exomet {

// What people read, by language ("en"); written without one it is in the lesson's own.
using Text = std::map<std::string, std::string>;

struct PlacedWord {
  std::string word;
  SourceLocation place;
};

// A number of the model that can be turned, in steps of a unit.
struct Knob {
  std::string path, unit;
  SourceLocation place;
  double low = 0, high = 0, step = 0;  // in `unit`
  Text label, about;
  // Found in the model:
  double value = 0;       // in `unit`
  bool at_start = false;  // it does nothing later
};

struct Switch {
  PlacedWord treatment;
  Text label, about;
};

// One of the two that are run side by side.
struct LessonWorld {
  Text name;
  std::vector<Entry> set;  // path: value, over what is turned
  std::vector<PlacedWord> treatments;
};

struct ShownMeasure {
  PlacedWord measure;
  Text label, about;
  std::string unit;  // found in the model
};

struct ShownCells {
  PlacedWord type;
  Text label;
};

struct ShownTissue {
  PlacedWord tissue;
  Text label;
};

// Cells in the colour of what they have received.
struct ShownCargo {
  PlacedWord cargo, half;  // half: path of the dose that is marked on the scale
  Text label, half_label;
};

struct ShownVesicles {
  PlacedWord species;
  double per_dot = 10;
  Text label;
};

struct Lesson {
  std::filesystem::path file;
  std::string name;  // of the file, without folder and ending
  std::string lang = "en";
  Text title, story, asks, answer;
  std::vector<Text> choices;  // predictions
  PlacedWord experiment;      // its path, from the lesson's folder
  std::vector<Knob> knobs;
  std::vector<Switch> switches;
  std::vector<LessonWorld> worlds;
  std::vector<ShownMeasure> measures;
  std::vector<ShownCells> cells;
  std::vector<ShownTissue> tissues;
  std::vector<ShownCargo> cargo;  // one or none
  std::vector<ShownVesicles> vesicles;
  std::vector<Text> observe, evidence_against, assumed, questions;
  Text teacher;
  long runs = 20;  // of the band

  std::filesystem::path experiment_file() const;
};

}  // namespace exomet
