#!/usr/bin/env bash
# CMakeLists.txt names every folder that holds a .cpp: one it doesn't name would be left out without a word.
set -euo pipefail
source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$source"

unbuilt() {  # CMakeLists.txt on stdin
  local lists folder
  lists=$(cat)
  find sim models viz -name '*.cpp' -printf '%h\n' | sort -u | while read -r folder; do
    grep -qE "(^|[( ])${folder}[/ )]" <<<"$lists" || echo "$folder"
  done
}

if [[ $(sed 's|sim/base|sim/cellar|' CMakeLists.txt | unbuilt) != *sim/base* ]]; then
  echo "the check doesn't see a folder that is left out"
  exit 1
fi
missing=$(unbuilt <CMakeLists.txt)
if [[ -n $missing ]]; then
  echo "folders with .cpp files that CMakeLists.txt doesn't build: $missing; add an exomet_layer line for each"
  exit 1
fi
