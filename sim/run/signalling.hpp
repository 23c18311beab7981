// The signalling graph of a model: who releases, what carries what, who takes up, what listens.
#pragma once

#include "sim/network/signalling.hpp"
#include "sim/run/model.hpp"

namespace exomet {

SignallingGraph signalling_graph(const Model&);

}  // namespace exomet
