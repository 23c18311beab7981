# The fuzzers <x>_fuzzer.cpp, each a program of libFuzzer, and with them only the layers that they need: the preset
# `fuzz` builds them, apart from everything else since they need Clang, and tests/fuzz/fuzzers_test.sh runs them.
add_custom_target(fuzzers)

function(exomet_fuzzer name)
  add_executable(exomet_fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/${name}_fuzzer.cpp)
  target_link_libraries(exomet_fuzz_${name} PRIVATE ${ARGN})
  target_link_options(exomet_fuzz_${name} PRIVATE -fsanitize=fuzzer)
  target_compile_definitions(exomet_fuzz_${name} PRIVATE EXOMET_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_dependencies(fuzzers exomet_fuzz_${name})
endfunction()

set(language_layers exomet_run_language exomet_run_measures exomet_run_placements exomet_models_mechanisms
                    exomet_models_measures exomet_models_placements)
exomet_fuzzer(points exomet_study_design)
exomet_fuzzer(image exomet_run_image)
exomet_fuzzer(vtk exomet_run_image VTK::CommonCore VTK::CommonDataModel)
target_sources(exomet_fuzz_vtk PRIVATE ${PROJECT_SOURCE_DIR}/viz/render/vtk_files.cpp
                                       ${PROJECT_SOURCE_DIR}/viz/render/listed.cpp)
exomet_fuzzer(plan ${language_layers} exomet_run_estimate)
exomet_fuzzer(checkpoint ${language_layers} exomet_run_checkpoint)
