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
daemons=()
finish() {
  for ((i = ${#daemons[@]} - 1; i >= 0; --i)); do kill "${daemons[i]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT
cd "$scratch"

# Ports of its own: several copies of the tests may run on one machine.
base=$((20000 + $$ % 20000))
host=$(hostname -s)
mkdir -p munge state spool0 spool1
chmod 700 munge state spool0 spool1
head -c 1024 /dev/urandom >munge/key && chmod 400 munge/key
munged --force --foreground --key-file=munge/key --socket="$scratch/munge/socket" --pid-file=munge/pid \
  --log-file=munge/log --seed-file=munge/seed >/dev/null 2>&1 &
daemons+=($!)
cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=$host
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket
CryptoType=crypto/munge
SlurmctldPort=$base
SlurmdPort=$((base + 1))
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd%n.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=2
ReturnToService=2
KillWait=2
NodeName=n[0-1] NodeHostname=$host Port=$((base + 1))-$((base + 2)) CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
mkdir -p spooln0 spooln1
export SLURM_CONF=$scratch/slurm.conf
slurmctld -D >/dev/null 2>&1 &
daemons+=($!)
for node in n0 n1; do
  slurmd -D -N "$node" >/dev/null 2>&1 &
  daemons+=($!)
done
for _ in {1..150}; do
  [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 2 ]] && break
  sleep 0.2
done
[[ $(sinfo -h -t idle -o %D) == 2 ]] || { tail -n 5 ./*.log >&2; fail "Slurm's two nodes don't come up"; }

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
scontrol requeue "${job}_1"          # what preemption does; Slurm would then let it wait for two minutes
for _ in {1..50}; do scontrol update "jobid=${job}_1" starttime=now 2>/dev/null && break; sleep 0.1; done
scancel --signal=KILL "${job}_2"     # what a time limit does in the end
kill -9 $waiting
wait $waiting 2>/dev/null || true
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
