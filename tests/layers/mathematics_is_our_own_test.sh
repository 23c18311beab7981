#!/usr/bin/env bash
# sim/ and models/ use no function whose bits depend on the machine, and the check would see one.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# Plants one line in a copy of the folders and expects the check to name it, or, for `pass`, to be silent.
planted() {  # fails|passes file line
  rm -rf -- "${scratch:?}"/*
  mkdir -p -- "$scratch"/{sim,models} "$scratch/$(dirname -- "$2")"
  echo "$3" >"$scratch/$2"
  local result=passes found
  found=$(bash "$here/mathematics.sh" "$scratch") || result=fails
  if [[ $result != "$1" || ($1 == fails && $found != "$2:1:"*) ]]; then
    echo "planted '$3' in $2: the check $result, it should have been $1: $found"
    exit 1
  fi
}

planted fails sim/grid/a.cpp '  return std::exp(-x);'
planted fails sim/run/a.hpp 'const double y = 2 * pow(x, 3);'
planted fails models/mechanisms/a.cpp 'y = ::sin(x);'
planted fails sim/base/random.hpp 'using std::log1p;'
planted fails sim/cells/a.cpp 'y = __builtin_cos(x);'
planted fails sim/cells/a.cpp 'return std::hypotf(x, y);'
planted fails sim/run/a.cpp 'std::fma(a, b, c)'
planted fails sim/run/a.cpp 'std::normal_distribution<double> normal;'
planted fails models/mechanisms/a.cpp 'std::shuffle(a.begin(), a.end(), generator);'
planted fails sim/study/design/a.cpp '#include <boost/math/distributions/normal.hpp>'
planted fails sim/study/design/cube.cpp '#include <boost/random/normal_distribution.hpp>'
planted fails sim/run/a.cpp 'const double all = std::reduce(a.begin(), a.end());'
planted passes sim/run/a.cpp 'return maths::exp(-x) + std::sqrt(y) * std::fmod(x, 2) + std::floor(x);'
planted passes sim/run/a.cpp 'return x;  // a share exp(-k), as std::exp gives it'
planted passes sim/run/a.cpp 'journal.log("text"); model->exp(2); my_log(1); signal_pow(2);'
planted passes sim/base/power.cpp 'double pow(double x, double y) { return x; }'
planted passes sim/study/statistics/a.cpp '#include <boost/math/distributions/students_t.hpp>'

bash "$here/mathematics.sh" "$source"
