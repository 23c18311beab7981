#!/usr/bin/env bash
# A sweep on a real Slurm of two virtual nodes that are started here, and by GNU parallel: the same results as local.
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }
skip() { [[ -z ${CI:-} ]] || fail "$*; ./exomet test installs it"; echo "$*"; exit 77; }

for program in slurmctld slurmd sbatch squeue scontrol munged parallel; do
  command -v "$program" >/dev/null || skip "no $program"
done
[[ $EUID == 0 ]] || skip "Slurm's node daemon needs root"

scratch=$(mktemp -d)
chmod 755 "$scratch"
source "$EXOMET_SOURCE/tests/e2e/slurm_nodes.sh"
trap 'stop_slurm; rm -rf "$scratch"' EXIT
cd "$scratch"
start_slurm "$scratch"

cp "$EXOMET_SOURCE/tests/e2e/small.yaml" .
printf 'model: small.yaml\nduration: 12 h\noutput: {every: 6 h, measures: 1 h}\n' >e.yaml
cat >s.yaml <<END
experiment: e.yaml
vary: {parameters.load: {from: 0, to: 100, levels: 4}, treatments: [[], [removal]]}
replicates: 4
measure: [sheet, tumours, many]
END
sweep=("$EXOMET_PROGRAM" sweep)

"${sweep[@]}" s.yaml --quiet --no-figures --out local

"${sweep[@]}" s.yaml --slurm --tasks 4 --no-figures --out cluster
cmp local/results.csv cluster/results.csv || fail "Slurm's results differ from the local ones"
cmp local/summary.csv cluster/summary.csv || fail "Slurm's summary differs from the local one"
[[ $(find cluster/slurm -name '*_*.log' | wc -l) == 4 ]] || fail "these weren't four tasks"
[[ $(scontrol show job "$(cat cluster/slurm/job)" | grep -o 'NodeList=n[01]$' | sort -u | wc -l) == 2 ]] ||
  fail "not both nodes worked"

# All is there: nothing is submitted any more.
job=$(cat cluster/slurm/job)
"${sweep[@]}" s.yaml --slurm --quiet --no-figures --out cluster
[[ $(cat cluster/slurm/job) == "$job" ]] || fail "a finished sweep was submitted again"

# Those of another build are done again where that is asked for; without --tasks Slurm is asked for its cores.
sed -i 's/"program":"[^"]*"/"program":"another build"/' cluster/runs/*/*.json
"${sweep[@]}" s.yaml --slurm --fresh --quiet --no-figures --out cluster
! grep -q 'another build' cluster/runs/*/*.json || fail "--fresh left runs of another build"
cmp local/results.csv cluster/results.csv || fail "--fresh on Slurm changed the results"

# Slurm lets a job that is queued again wait for two minutes from when its processes have ended; one that starts in
# the second of its end is refused.
start_soon() {
  local state=COMPLETING
  for _ in {1..100}; do
    state=$(squeue --noheader --jobs="$1" --format=%T) || return 0
    [[ $state == COMPLETING ]] || break
    sleep 0.1
  done
  [[ $state != PENDING ]] || scontrol update "jobid=$1" starttime=now+2
}

# Preempted (queued again), cut off by a time limit, and left by the program that waits.
sed -i 's/replicates: 4/replicates: 12/; s/treatments: .*/treatments: [[], [removal]]}\nset: {duration: 18 h}/' s.yaml
"${sweep[@]}" s.yaml --quiet --no-figures --out local
"${sweep[@]}" s.yaml --slurm --tasks 2 --quiet --no-figures --out cut &
waiting=$!
for _ in {1..300}; do
  (($(find cut/runs -name '*.json' 2>/dev/null | wc -l) >= 3)) && break
  sleep 0.1
done
job=$(cat cut/slurm/job)
scontrol requeue "${job}_1"          # what preemption does
scancel --signal=KILL "${job}_2"     # what a time limit does in the end
kill -9 $waiting
wait $waiting 2>/dev/null || true
start_soon "${job}_1"
"${sweep[@]}" s.yaml --slurm --tasks 2 --quiet --no-figures --out cut
cmp local/results.csv cut/results.csv || fail "results differ after preemption"

# What Slurm refuses is told.
rm -rf refused
if said=$("${sweep[@]}" s.yaml --slurm --sbatch --partition=nothere --no-figures --out refused 2>&1); then
  fail "a wrong partition was taken"
fi
[[ $said == *"sbatch didn't take the job"* ]] || fail "a wrong partition: $said"

"${sweep[@]}" s.yaml --engine parallel --tasks 3 --out listed >said
[[ $(wc -l <listed/parallel/jobs.txt) == 3 ]] || fail "these weren't three jobs"
parallel --will-cite <listed/parallel/jobs.txt >/dev/null
"${sweep[@]}" collect s.yaml --quiet --no-figures --out listed
cmp local/results.csv listed/results.csv || fail "GNU parallel's results differ from the local ones"
