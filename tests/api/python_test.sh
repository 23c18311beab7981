#!/usr/bin/env bash
# `import exomet` in Python: what a notebook does.
set -euo pipefail
source=${EXOMET_SOURCE:?} program=${EXOMET_PROGRAM:?}
packages=$(dirname -- "$(dirname -- "$program")")/python
[[ -e $packages/exomet/__init__.py ]] || { echo "the module wasn't built: pybind11 is missing"; exit 77; }
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
cd "$place"
"$program" run "$source/configs/peritoneum-2d.yaml" --set "duration=12 h" --out run --quiet
PYTHONPATH=$packages /usr/bin/python3 -B "$source/tests/api/use_it.py" run
# What sim/README.md shows works as written, cut short.
sed -n '/^```python$/,/^```$/p' "$source/sim/README.md" | sed '1d;$d;s/duration="2 d"/duration="6 h"/' >shown.py
PYTHONPATH=$packages timeout 300 /usr/bin/python3 -B shown.py >said
grep -qx '[0-9a-f]\{16\}' said || { cat said; exit 1; }
