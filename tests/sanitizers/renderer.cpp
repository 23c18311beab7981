// What the sanitizers let pass in exomet-render: VTK's and Mesa's own doings, which aren't ours to mend.

// VTK 9.1 forgets a byte in vtkGeometryFilterHelper, Mesa's driver is unloaded before leaks are looked for, and the
// search itself then may crash.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }
