#!/usr/bin/env bash
# The sweeps of configs/sweeps in full: here in one go, here with five kills at random moments, and on Slurm's two
# virtual nodes. All have to end with the same results. Takes many minutes, so that it is no test of ctest's; says how
# much of both cores' time went into runs. Run it with nothing else on the machine, as root:
#   EXOMET_SOURCE=$PWD EXOMET_PROGRAM=$PWD/build/release/bin/exomet bash tests/e2e/published_sweeps.sh [SWEEP.yaml ...]
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }
source "$EXOMET_SOURCE/tests/e2e/slurm_nodes.sh"
sweeps=("$@")
((${#sweeps[@]})) || sweeps=("$EXOMET_SOURCE"/configs/sweeps/*.yaml)
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'stop_slurm; rm -rf "$scratch"' EXIT
start_slurm "$scratch"

# The wall time that a command took, and how much of two cores' time the runs in its folder had of it.
timed() {  # what folder command...
  local what=$1 folder=$2 start
  shift 2
  start=$(date +%s.%N)
  "$@"
  awk -F, -v what="$what" -v start="$start" -v end="$(date +%s.%N)" '
    NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "seconds") column = i; next }
    { sum += $column; ++runs }
    END { wall = end - start
          printf "%s: %d runs, %.0f s, %.1f %% of two cores in runs\n", what, runs, wall, 50 * sum / wall }' \
    "$folder/timings.csv"
}

for sweep in "${sweeps[@]}"; do
  name=$(basename "$sweep" .yaml)
  command=("$EXOMET_PROGRAM" sweep "$sweep" --quiet --no-figures --out)
  timed "$name, here" "$scratch/here" "${command[@]}" "$scratch/here"
  runs=$(($(wc -l <"$scratch/here/results.csv") - 1))

  for ((kill = 1; kill <= 5; ++kill)); do
    "${command[@]}" "$scratch/killed" &
    sweeping=$!
    # At a random moment of each sixth part.
    goal=$((runs * (kill - 1) / 6 + RANDOM % (runs / 6) + 1))
    until (($(find "$scratch/killed/runs" -name '*.json' 2>/dev/null | wc -l) >= goal)); do
      kill -0 $sweeping 2>/dev/null || fail "$name was through before kill $kill"
      sleep "0.0$((RANDOM % 10 + 1))"
    done
    kill -9 $sweeping
    wait $sweeping 2>/dev/null || true
  done
  "${command[@]}" "$scratch/killed"
  timed "$name, on Slurm's two nodes" "$scratch/slurm" "${command[@]}" "$scratch/slurm" --slurm
  for table in results.csv summary.csv; do
    cmp "$scratch/here/$table" "$scratch/killed/$table" || fail "$name: $table differs after five kills"
    cmp "$scratch/here/$table" "$scratch/slurm/$table" || fail "$name: $table of Slurm differs"
  done
  echo "$name: the same results after five kills, and on Slurm"
  rm -r "$scratch"/{here,killed,slurm}
done
