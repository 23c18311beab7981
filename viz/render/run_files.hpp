// A run's folder as viz/export writes it (vtk_xml.hpp).
#pragma once

#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <filesystem>
#include <string>
#include <vector>

#include "viz/render/dots.hpp"

namespace exomet {

struct Box {
  Vec3 low, high;  // um
};

// What a run's grid holds; the same at all times.
struct Domain {
  Lattice lattice;
  Vec3 size;                         // um
  int flat = -1;                     // the axis along which a 2-D model is one voxel thick, or -1
  std::vector<std::string> tissues;  // arrays that hold the share of each voxel
  std::vector<std::string> fields;   // the others: amounts per voxel
  std::vector<std::string> counted;  // what each field counts: "EVs", "molecules"
};

class RunFiles {
 public:
  // InputError if the folder is no run, isn't there (naming the partial one of a run that isn't through), or
  // has no record, or if a .pvd of it is damaged.
  explicit RunFiles(std::filesystem::path folder);

  const std::string& name() const { return name_; }
  const std::vector<double>& days() const { return days_; }  // of the records, rising
  const Domain& domain() const { return domain_; }

  // A record's cells, or its grid with the named arrays only. RunError for a file that can't be read.
  vtkSmartPointer<vtkPolyData> cells(std::size_t record) const;
  vtkSmartPointer<vtkImageData> grid(std::size_t record, const std::vector<std::string>& arrays) const;

  // A field's amounts, a voxel each.
  std::vector<double> amounts(std::size_t record, const std::string& field) const;
  // The largest total of a field at any of (at most 40 evenly chosen) records: what is shown means the same
  // throughout a run.
  double largest_total(const std::string& field) const;
  double largest_amount(const std::string& field) const;  // in a voxel, likewise; 1 for a field of zeros

 private:
  void read_domain();
  std::vector<std::size_t> sampled() const;

  std::filesystem::path folder_;
  std::string name_;
  std::vector<double> days_;
  std::vector<std::string> cell_files_, grid_files_;
  Domain domain_;
};

// The names of the types 0, 1, ...; {} where cells have none.
std::vector<std::string> type_names(vtkPolyData* cells);

}  // namespace exomet
