// The engine for Python: what exomet/__init__.py makes convenient.
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <chrono>

#include "sim/api/exomet.hpp"

namespace py = pybind11;
namespace api = exomet::api;

namespace {

template <class T>
py::array_t<T> copied(std::span<const T> values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::dict cells_of(const api::Run& run) {
  const api::Cells cells = run.cells();
  py::dict columns;
  columns["id"] = copied(cells.id);
  columns["parent"] = copied(cells.parent);
  columns["type"] = copied(cells.type);
  columns["dying"] = copied(cells.dying);
  columns["x"] = copied(cells.x);
  columns["y"] = copied(cells.y);
  columns["z"] = copied(cells.z);
  columns["diameter"] = copied(cells.diameter);
  columns["born"] = copied(cells.born);
  for (const auto& [name, values] : cells.cargo) columns[py::str(name)] = copied(values);
  for (const auto& [name, values] : cells.state) columns[py::str(name)] = copied(values);
  return columns;
}

// [z, y, x], as images are.
py::array_t<double> on_grid(const api::Run& run, std::span<const double> values) {
  const std::array<int, 3> n = run.grid().voxels;
  py::array_t<double> array({n[2], n[1], n[0]});
  std::copy(values.begin(), values.end(), array.mutable_data());
  return array;
}

// Without holding up other threads of Python; Ctrl-C is noticed within a tenth of a second, and so is `told`,
// which is called with the time and may say no.
bool advance(api::Run& run, double time, const py::object& told) {
  using Clock = std::chrono::steady_clock;
  constexpr auto patience = std::chrono::milliseconds(100);
  bool stopped = false;
  Clock::time_point next = Clock::now() + patience;
  const auto watch = [&] {
    if (Clock::now() < next) return true;
    const py::gil_scoped_acquire held;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!told.is_none() && py::object(told(run.time())).is(py::bool_(false))) stopped = true;
    next = Clock::now() + patience;
    return !stopped;
  };
  const py::gil_scoped_release released;
  return run.advance_to(time, watch) && !stopped;
}

py::list events_of(const api::Run& run) {
  py::list rows;
  for (const api::Event& e : run.events())
    rows.append(py::make_tuple(e.time, e.kind, e.type, e.cell, e.other, e.cause, e.position[0], e.position[1],
                               e.position[2]));
  return rows;
}

py::list ledger_of(const api::Run& run) {
  py::list rows;
  for (const api::Message& m : run.ledger())
    rows.append(py::make_tuple(m.from, m.until, m.species, m.donor, m.receiver, m.cargo, m.amount));
  return rows;
}

py::list series_of(const api::Run& run) {
  py::list all;
  for (const api::Series& one : run.series())
    all.append(py::make_tuple(one.name, one.unit, copied(std::span<const double>(one.values))));
  return all;
}

}  // namespace

PYBIND11_MODULE(_exomet, module) {
  static py::exception<api::RunError> run_error(module, "RunError", PyExc_RuntimeError);
  static py::exception<api::InputError> input_error(module, "InputError", PyExc_ValueError);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const api::InputError& error) {
      py::list problems;
      for (const api::Problem& one : error.problems())
        problems.append(py::make_tuple(one.file, one.line, one.column, one.path, one.what));
      const py::object raised = py::handle(input_error.ptr())(error.what());
      raised.attr("problems") = problems;
      PyErr_SetObject(input_error.ptr(), raised.ptr());
    } catch (const api::RunError& error) {
      run_error(error.what());
    }
  });
  module.attr("__version__") = api::version();
  module.def("library_folder", [] { return api::library_folder().string(); });
  module.def("quantity", &api::quantity, py::arg("text"), py::arg("dimension"));
  module.def("use_threads", &api::use_threads, py::arg("threads"));

  py::class_<api::Experiment>(module, "Experiment")
      .def_static("load",
                  [](const std::string& file, const std::vector<std::string>& changes) {
                    return api::Experiment::load(file, changes);
                  })
      .def_static("from_text", &api::Experiment::from_text)
      .def_property_readonly("name", &api::Experiment::name)
      .def_property_readonly("duration", &api::Experiment::duration)
      .def_property_readonly("seed", &api::Experiment::seed)
      .def_property_readonly("warnings", &api::Experiment::warnings)
      .def("document", &api::Experiment::document);

  py::class_<api::Run>(module, "Run")
      .def(py::init<const api::Experiment&>(), py::call_guard<py::gil_scoped_release>())
      .def("advance", &advance, py::arg("time"), py::arg("told"))
      .def_property_readonly("finished", &api::Run::finished)
      .def_property_readonly("time", &api::Run::time)
      .def_property_readonly("duration", &api::Run::duration)
      .def("digest", &api::Run::digest)
      .def("cells", &cells_of)
      .def_property_readonly("cell_types", &api::Run::cell_types)
      .def_property_readonly("species", &api::Run::species)
      .def_property_readonly("tissues", &api::Run::tissues)
      .def("grid",
           [](const api::Run& run) {
             const api::Grid grid = run.grid();
             return py::make_tuple(grid.voxels, grid.spacing);
           })
      .def("field", [](const api::Run& run, const std::string& species,
                       const std::string& donor) { return on_grid(run, run.field(species, donor)); })
      .def("tissue",
           [](const api::Run& run, const std::string& name) { return on_grid(run, run.tissue(name)); })
      .def("measures",
           [](api::Run& run) {
             py::list rows;
             for (const api::Measured& one : run.measures())
               rows.append(py::make_tuple(one.name, one.unit, one.value));
             return rows;
           })
      .def("series_times",
           [](const api::Run& run) { return copied(std::span<const double>(run.series_times())); })
      .def("series", &series_of)
      .def("events", &events_of)
      .def("ledger", &ledger_of);
}
