#!/usr/bin/env bash
# The library is installed into an empty folder; the program of sim/README.md finds it, makes a model without a file, runs it, and
# has the program's digest for an experiment from a file.
set -euo pipefail
source=${EXOMET_SOURCE:?} program=${EXOMET_PROGRAM:?}
build=$(dirname -- "$(dirname -- "$program")")
[[ -e $build/lib/libexomet.so && -d $build/python/exomet ]] || { echo "the library or the module wasn't built here"; exit 77; }
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
cmake --install "$build" --prefix "$place/usr" >"$place/install.log" || { cat "$place/install.log"; exit 1; }
! grep -rqF "$source" "$place/usr/include" "$place/usr/share" $(find "$place/usr/lib" -name "*.cmake") || { echo "the source's folder is named in what is installed"; exit 1; }

mkdir "$place/user" && cd "$place/user"
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(mine LANGUAGES CXX)
find_package(exomet REQUIRED)
add_executable(mine mine.cpp)
target_link_libraries(mine PRIVATE exomet::exomet)
END
sed -n '/^```cpp$/,/^```$/p' "$source/sim/README.md" | sed '1d;$d' >mine.cpp
cmake -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$place/usr" >log && cmake --build build >>log || { cat log; exit 1; }
env -u EXOMET_LIBRARY -u EXOMET_SOURCE ./build/mine "$place/usr/share/exomet/configs/peritoneum-2d.yaml" >said
"$program" run "$source/configs/peritoneum-2d.yaml" --set "duration=6 h" --out run --quiet
expected=$(sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p' run/run.json)
grep -qx "$expected" said || { echo "expected the digest $expected, found:"; cat said; exit 1; }
grep -q '^12 cells' said || { cat said; exit 1; }
