# To be sourced: a real Slurm of two virtual nodes of one core each on this machine, without systemd or cgroups. As root.
#   start_slurm FOLDER   in an empty folder that others may read; sets SLURM_CONF
#   stop_slurm
slurm_daemons=()

start_slurm() {
  local scratch=$1 node
  # Ports of its own: several copies of the tests may run on one machine.
  local base=$((20000 + $$ % 20000)) host munge=$scratch/munge
  host=$(hostname -s)
  mkdir -p "$munge" "$scratch"/{state,spooln0,spooln1}
  chmod 700 "$munge" "$scratch"/{state,spooln0,spooln1}
  head -c 1024 /dev/urandom >"$munge/key" && chmod 400 "$munge/key"
  munged --force --foreground --key-file="$munge/key" --socket="$munge/socket" --pid-file="$munge/pid" \
    --log-file="$munge/log" --seed-file="$munge/seed" >/dev/null 2>&1 &
  slurm_daemons+=($!)
  cat >"$scratch/slurm.conf" <<END
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
  # The plugin of version 2 looks for the mounted cgroups at once; nothing here uses any.
  echo "CgroupPlugin=cgroup/v1" >"$scratch/cgroup.conf"
  export SLURM_CONF=$scratch/slurm.conf
  slurmctld -D >/dev/null 2>&1 &
  slurm_daemons+=($!)
  for node in n0 n1; do
    slurmd -D -N "$node" >/dev/null 2>&1 &
    slurm_daemons+=($!)
  done
  for _ in {1..150}; do
    [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 2 ]] && break
    sleep 0.2
  done
  [[ $(sinfo -h -t idle -o %D) == 2 ]] ||
    { tail -n 5 "$scratch"/*.log >&2; echo "Slurm's two nodes don't come up" >&2; return 1; }
}

stop_slurm() {
  local i
  for ((i = ${#slurm_daemons[@]} - 1; i >= 0; --i)); do kill "${slurm_daemons[i]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
