// What the address sanitizer lets pass in the tests that draw: VTK 9.1 forgets a byte in
// vtkGeometryFilterHelper.
extern "C" const char* __lsan_default_suppressions() { return "leak:vtkGeometryFilterHelper\n"; }
