// A set of files in a folder that is replaced as one.
//
// New files wait in <folder>/.set/new. To replace, each name of both sets first becomes a symbolic link to
// .set/now/<name>, where .set/now leads to the files of before; one rename makes it lead to the new ones;
// then the new files take the places of the links. Whoever looks sees one whole set, whenever the program
// ends.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

class FileSet {
 public:
  using Names = std::vector<std::string>;  // paths within the folder, "results.csv" or "plots/sheet.png"

  // Completes or takes back what an interrupted replacement left. Only one program at a time may do so: the
  // caller holds a lock. RunError with path and reason, here and below.
  explicit FileSet(std::filesystem::path folder);
  // What wasn't put in place goes.
  ~FileSet();
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  // Begins a new set; returns the folder in which to write its files.
  std::filesystem::path begin();
  // The files that were written there.
  Names written() const;
  // Whether a file of the new set is byte for byte the one in the folder.
  bool is_unchanged(const std::string& name) const;
  // Puts the new set in the place of `old`. Those that aren't there are passed over. If this fails, one of
  // both sets is in place.
  void replace(const Names& old);

 private:
  void tidy();
  void exchange(const Names& old, const Names& fresh);
  void replace_one_by_one(const Names& old, const Names& fresh);
  void show_old(const Names& old, const Names& fresh);
  void put_in_place(const char* shown, const char* other);
  void discard();
  std::filesystem::path set() const { return folder_ / ".set"; }

  std::filesystem::path folder_;
};

}  // namespace exomet
