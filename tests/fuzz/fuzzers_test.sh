#!/usr/bin/env bash
# Builds the fuzzers (build/fuzz) and lets each look for an input that ends it, from the corpus on and with a new seed.
#   EXOMET_FUZZ_SECONDS=600 EXOMET_FUZZ_SEED=1 bash tests/fuzz/fuzzers_test.sh [NAME...]
set -euo pipefail

source=${EXOMET_SOURCE:-$(cd -- "$(dirname -- "$0")/../.." && pwd)}
seconds=${EXOMET_FUZZ_SECONDS:-20}
seed=${EXOMET_FUZZ_SEED:-$((RANDOM * 32768 + RANDOM + 1))}
build=$source/build/fuzz

if ! command -v clang++-16 >/dev/null; then
  echo "skipped: there is no clang++-16"
  exit 77
fi
if [[ ${EXOMET_PROGRAM:-} == */build/*/bin/exomet && $EXOMET_PROGRAM != */build/release/* ]]; then
  echo "skipped: the fuzzers have sanitizers of their own"
  exit 77
fi

names=("$@")
((${#names[@]})) || names=(points image vtk)  # plan and checkpoint take the whole engine to build

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{ cmake -S "$source" --preset fuzz && ninja -C "$build" -j "$(nproc)" "${names[@]/#/exomet_fuzz_}"; } \
  >"$scratch/build.log" 2>&1 || { tail -n 60 "$scratch/build.log"; exit 1; }

echo "seed $seed, $seconds s each"
failed=0
for name in "${names[@]}"; do
  mkdir "$scratch/$name"
  log=$scratch/$name.log
  if TMPDIR=$scratch "$build/bin/exomet_fuzz_$name" -max_total_time="$seconds" -seed="$seed" -timeout=20 \
    -rss_limit_mb=3000 -max_len=20000 -artifact_prefix="$scratch/found-$name-" "$scratch/$name" \
    "$source/tests/fuzz/corpus/$name" >"$log" 2>&1; then
    grep -E '^Done|DONE' "$log" | tail -n 1 | sed "s/^/$name: /"
  else
    failed=1
    echo "$name: found an input that ends it; in base64:"
    tail -n 60 "$log"
    base64 -w 0 "$scratch"/found-"$name"-* || true
    echo
  fi
done
exit $failed
