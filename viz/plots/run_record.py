"""run.json: how a run came about. What it must hold is written down here, and checked before any of it is used."""
import json_shape
import own_files
from json_shape import anything, list_of, map_of, number, record, text, whole

FILE, AGAIN = "run.json", "run the experiment again"

not_negative = number(least=0)

BALANCE = record({"species": text, "donor": text},
                 {name: number() for name in ("emitted", "dosed", "supplied", "in_flight", "taken_up", "decayed", "left")})
COMPARTMENT = record({"name": text, "volume_mL": number(), "walls_represent_times": list_of(number()),
                      "contents": list_of(record({"species": text, "donor": text},
                                                 {name: number() for name in ("given", "produced", "entered", "received", "there",
                                                                              "decayed", "left", "passed_on")}))})
TREATMENTS = record({"in_effect_d": map_of(list_of(list_of(not_negative, count=2))), "additions_d": list_of(not_negative)},
                    {"removals_d": list_of(not_negative)})
SIGNALLING = record({"nodes": list_of(record({"kind": text, "name": text})),
                     "edges": list_of(record({"from": whole(0, 10**9), "to": whole(0, 10**9), "relation": text, "what": text}))})
TIMINGS = record({}, {"seconds": not_negative, "threads": whole(1, 10**6), "resumed_at_d": list_of(not_negative)})
SECTIONS = ("parameters", "cargo", "vesicles", "substances", "compartments", "tissues", "cells", "treatments", "measures")
MODEL = record({}, {section: map_of(anything) for section in SECTIONS})
EXPERIMENT = record({}, {"set": map_of(anything)})

SHAPE = record(
    {"name": text, "duration_d": number(least=1e-9),
     "document": record({"model": MODEL, "experiment": EXPERIMENT}),
     "numbers": list_of(record({"path": text, "value": text, "source": text}))},
    {"version": text, "seed": whole(0, 2**64 - 1), "digest": text, "cells": whole(0, 2**53), "limited_moves": whole(0, 2**64 - 1),
     "treatments": TREATMENTS, "ev_balance": list_of(BALANCE), "compartments": list_of(COMPARTMENT), "notes": list_of(text),
     "loose_ends": list_of(text), "signalling": SIGNALLING,
     "timings": TIMINGS})


def shape(value, place):
    SHAPE(value, place)
    signalling = value.get("signalling", {"nodes": [], "edges": []})
    for i, edge in enumerate(signalling["edges"]):
        for end in ("from", "to"):
            whole(0, len(signalling["nodes"]) - 1)(edge[end], "signalling.edges[%d].%s" % (i, end))
    for name, spans in value.get("treatments", {"in_effect_d": {}})["in_effect_d"].items():
        if not spans:
            raise json_shape.Misfit("treatments.in_effect_d.%s is empty" % name)


def read(folder):
    """The record of a run; {} of one that isn't through."""
    return json_shape.read(folder, FILE, shape, AGAIN) if own_files.has(folder, FILE) else {}


def things(model, section):
    """{name: its keys} of what a section of the model describes; remarks about the section itself are left out."""
    return {name: keys for name, keys in model.get(section, {}).items() if isinstance(keys, dict)}


def keys_of(value):
    """The map that a value is; {} if it is none."""
    return value if isinstance(value, dict) else {}
