#!/usr/bin/env bash
# No include points upwards in the tree, and the check would see one.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# Plants one line in a copy of the layers' folders and expects the check to name it, or, for `pass`, to be silent.
planted() {  # fails|passes file line
  rm -rf -- "${scratch:?}"/*
  mkdir -p -- "$scratch"/{sim/base,models,viz} "$scratch/$(dirname -- "$2")"
  echo "$3" >"$scratch/$2"
  local result=passes found
  found=$(bash "$here/check.sh" "$scratch") || result=fails
  if [[ $result != "$1" || ($1 == fails && $found != "$2:1:"*) ]]; then
    echo "planted '$3' in $2: the check $result, it should have been $1: $found"
    exit 1
  fi
}

planted fails sim/base/a.hpp '#include "sim/config/document.hpp"'
planted fails sim/config/a.cpp '  #  include "sim/grid/geometry.hpp"'
planted fails sim/grid/a.hpp '#include "sim/cells/population.hpp"'
planted fails sim/network/a.hpp '#include <sim/cells/population.hpp>'
planted fails sim/cells/a.cpp '#include "sim/run/model.hpp"'
planted fails sim/run/measures/a.cpp '#include "models/mechanisms/divide.hpp"'
planted fails sim/run/a.cpp '#include "viz/export/collection.hpp"'
planted fails sim/study/a.cpp '#include "sim/cli/verbs.hpp"'
planted fails models/mechanisms/a.cpp '#include "sim/study/design.hpp"'
planted fails viz/export/a.cpp '#include "models/mechanisms/divide.hpp"'
planted fails sim/run/a.cpp '#include "../cells/population.hpp"'
planted fails sim/run/a.cpp '#include "model.hpp"'
planted fails sim/newcomer/a.cpp '#include <vector>'
planted passes sim/cells/a.hpp '#include "sim/grid/geometry.hpp"'
planted fails sim/run/a.cpp '#include "sim/run/record/tables.hpp"'
planted fails sim/run/checkpoint/a.cpp '#include "sim/run/record/tables.hpp"'
planted fails sim/grid/a.cpp '#include "sim/grid/surface/distance.hpp"'
planted fails sim/grid/surface/a.cpp '#include "sim/grid/diffusion/faces.hpp"'
planted fails viz/export/a.cpp '#include "viz/formats/vtk.hpp"'
planted passes sim/run/record/a.cpp '#include "sim/run/checkpoint/checkpoint.hpp"'
planted passes sim/study/a.cpp '#include "sim/study/design/axis.hpp"'
planted passes sim/run/measures/a.cpp '#include "sim/run/measure.hpp"'
planted passes models/mechanisms/a.cpp '#include "sim/run/mechanism.hpp"'
planted passes sim/cli/a.cpp '#include "viz/export/collection.hpp"'
planted passes sim/base/a.hpp '#include <vector>'

bash "$here/check.sh" "$source"
