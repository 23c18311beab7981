#!/usr/bin/env bash
# Builds the engine with several compilers, for several instructions, and compares their bits with configs/digests.txt.
#   compare.sh PROGRAM_FOLDER [BUILD...]     PROGRAM_FOLDER holds exomet-bits-documents, e.g. build/release/bin
# Without a BUILD: all. A build that can't be made or run here is told and left out, unless it was named.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
programs=${1:?name the folder of exomet-bits-documents}
shift
builds=${EXOMET_BITS_BUILDS:-$source/build/bits}

declare -A compiler=([native]=g++ [baseline]=g++ [baseline-O3]=g++ [v3]=g++ [v4]=g++ [clang-14]=clang++-14
  [clang-14-O1]=clang++-14 [clang-16]=clang++-16 [webassembly]=em++)
declare -A flags=([native]='-O3 -march=native' [baseline]='-O1 -march=x86-64' [baseline-O3]='-O3 -march=x86-64'
  [v3]='-O3 -march=x86-64-v3' [v4]='-O3 -march=x86-64-v4' [clang-14]='-O3 -march=x86-64-v3'
  [clang-14-O1]='-O1 -march=x86-64' [clang-16]='-O3 -march=native' [webassembly]='-O2')  # its flags are of sim/portable/webassembly.sh
all=(native baseline baseline-O3 v3 v4 clang-14 clang-14-O1 clang-16 webassembly)

# Why a build can't be made or run on this machine; nothing if it can.
obstacle() {
  command -v "${compiler[$1]}" >/dev/null || echo "no ${compiler[$1]}"
  [[ $1 != v4 ]] || grep -qw avx512vl /proc/cpuinfo || echo "this processor has no AVX-512"
}

build() {
  if [[ $1 == webassembly ]]; then
    bash "$source/sim/portable/webassembly.sh" exomet-bits >/dev/null
    return
  fi
  {
    cmake -S "$source/sim/portable" -B "$builds/$1" -G Ninja -DCMAKE_BUILD_TYPE=Release \
      -DCMAKE_CXX_COMPILER="${compiler[$1]}" -DCMAKE_CXX_FLAGS_RELEASE="${flags[$1]}" &&
      ninja -C "$builds/$1" exomet-bits
  } >"$builds/$1.log" 2>&1 || { tail -n 30 "$builds/$1.log"; return 1; }
}

run() {
  local program=("$builds/$1/exomet-bits")
  if [[ $1 == webassembly ]]; then
    program=(node)  # whose fetch, where it has one, the loader would take for a browser's
    ! node --no-experimental-fetch -e 0 2>/dev/null || program+=(--no-experimental-fetch)
    program+=("$source/build/webassembly/exomet-bits.js")
  fi
  "${program[@]}" "$builds/documents"
}

export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}
mkdir -p -- "$builds"
"$programs/exomet-bits-documents" "$builds/documents"
wanted=("$@")
(($# > 0)) || wanted=("${all[@]}")
others=0
for name in "${wanted[@]}"; do
  [[ -v compiler[$name] ]] || { echo "no build '$name'; there are ${all[*]}"; exit 2; }
  why=$(obstacle "$name")
  if [[ -n $why ]]; then
    echo "$name: left out, $why"
    (($# == 0)) || others=1
    continue
  fi
  build "$name"
  run "$name" >"$builds/$name.txt"
  if diff <(grep -v '^#' "$source/configs/digests.txt") <(grep -v '^#' "$builds/$name.txt") >"$builds/$name.diff"; then
    echo "$name: the published bits ($(sed -n 's/^# //p' "$builds/$name.txt"), ${flags[$name]})"
  else
    echo "$name: OTHER BITS than in configs/digests.txt"
    cat "$builds/$name.diff"
    others=1
  fi
done
exit $others
