// A .pvd file: the list of times and files that ParaView opens as one animation.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

// One file of a collection.
struct Collected {
  double day = 0;
  std::string file;  // relative to the folder, as in the .pvd
};

// The files that a .pvd of ours lists, in order of time. A file that isn't there lists none; RunError if it
// can't be read.
std::vector<Collected> read_collection(const std::filesystem::path& pvd);

// Writes <folder>/<name>/<name>_0000.<extension>, ..._0001, ... and <folder>/<name>.pvd, which lists them;
// whoever opens the .pvd at any moment finds every file that it lists. An existing .pvd is taken up: the
// files of earlier times stay, those from the added time on are removed. So a run that is resumed goes on in
// its collection (and rewrites what it had written after its checkpoint), and a run that starts anew replaces
// the old one.
class Collection {
 public:
  // Reads the .pvd if there is one; writes nothing. RunError if it can't be read.
  Collection(std::filesystem::path folder, std::string name, std::string extension);

  // Writes a file for a time (days) and then the .pvd. RunError with path and reason.
  void add(double day, const std::string& bytes);

  // Removes the files of that time (days) and later. RunError with path and reason.
  void forget_from(double day);

 private:
  void read();
  std::string pvd() const;

  std::filesystem::path folder_;
  std::string name_, extension_;
  std::vector<Collected> entries_;  // in order of time, the number of a file being its place in the list
};

}  // namespace exomet
