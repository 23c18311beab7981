#!/usr/bin/env bash
# Builds targets of sim/portable/ as WebAssembly, in build/webassembly of the source, one call at a time.
#   webassembly.sh TARGET...     prints the folder
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
builds=$(cd -- "$here/../.." && pwd)/build
folder=$builds/webassembly
export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}
mkdir -p -- "$folder"
exec 8>>"$builds/.webassembly.lock"
flock 8
{
  emcmake cmake -S "$here" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O2 8>&- &&
    ninja -C "$folder" ${EXOMET_JOBS:+-j "$EXOMET_JOBS"} "$@" 8>&-
} >"$folder.log" 2>&1 || {
  tail -n 30 "$folder.log" >&2
  exit 1
}
echo "$folder"
