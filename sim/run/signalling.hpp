// The signalling graph: who releases, what carries what, who takes up, what listens.
#pragma once

#include "sim/network/signalling.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

SignallingGraph signalling_graph(const Model&);
// Of all that a plan's treatments make of its model, and with what they give.
SignallingGraph signalling_graph(const Plan&);

}  // namespace exomet
