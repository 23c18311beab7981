"""EVs and substances on the stage: a cloud, or a plane where a run is cut or flat."""
import math

from paraview import servermanager
from paraview import simple as pv

import palette
import stage

# (share of the largest value, opacity): a cloud is nothing where there is nothing, a plane is always there. A look
# through the whole of a cloud at its mean value lets HAZE of the light behind it pass, or more.
HAZE = 0.55
CLOUD = ((0, 0), (0.1, 0.03), (0.4, 0.2), (1, 0.35))
PLANE = ((0, 0.35), (0.3, 0.85), (1, 1))


def value_range(fields, name):
    """(0, largest value at any time), so that colours mean the same throughout; (0, 1) for a field of zeros. Of long
    runs 40 snapshots are looked at."""
    now = pv.GetAnimationScene().AnimationTime
    every = stage.times(fields)
    chosen = every if len(every) <= 40 else [every[i * (len(every) - 1) // 39] for i in range(40)]
    largest = 0.0
    for time in chosen:
        fields.UpdatePipeline(time)
        high = fields.CellData[name].GetRange(0)[1]
        if high < float("inf"):  # neither infinite nor NaN
            largest = max(largest, high)
    fields.UpdatePipeline(now)
    return 0.0, (largest if largest > 0 else 1.0)


def colour_map(shown, name, span, alphas):
    """Colours what is shown by a field, over a range of values that stays as it is."""
    at = lambda share: span[0] + share * (span[1] - span[0])  # noqa: E731
    colours, opacity = pv.GetColorTransferFunction(name), pv.GetOpacityTransferFunction(name)
    stage.by(shown, name, colours)
    colours.AutomaticRescaleRangeMode = "Never"
    colours.RGBPoints = [v for share, colour in palette.FIELD for v in (at(share), *colour)]
    colours.ColorSpace = "Lab"
    colours.NanColor, colours.NanOpacity = palette.NOT_A_NUMBER, 0
    colours.EnableOpacityMapping = 1
    opacity.Points = [v for share, alpha in alphas for v in (at(share), alpha, 0.5, 0)]
    colours.ScalarOpacityFunction = opacity
    if hasattr(shown, "ScalarOpacityFunction"):  # a cloud
        shown.ScalarOpacityFunction = opacity
    return colours


def clear_depth(fields, name, span, domain):
    """The unit of length (um) of CLOUD's opacities by which cells behind the cloud of now are still seen: over it, a
    voxel of opacity a lets 1 - a of the light pass."""
    array = servermanager.Fetch(fields).GetCellData().GetArray(name)
    count = array.GetNumberOfTuples()
    every = max(1, count // 20000)  # a sample is enough
    shares = [array.GetValue(i) / span[1] for i in range(0, count, every)]
    depths = [-math.log(1 - opacity_at(share)) for share in shares if math.isfinite(share)]
    return sum(depths) / max(1, len(depths)) * max(domain.size) / -math.log(HAZE)


def opacity_at(share):
    """CLOUD's opacity between its points."""
    for (low, thin), (high, thick) in zip(CLOUD, CLOUD[1:]):
        if share <= high:
            return thin + (thick - thin) * max(0, share - low) / (high - low)
    return CLOUD[-1][1]


def show(view, fields, domain, wanted, top=None):
    """A field as a cloud; as a plane if the domain is cut or flat. top: the value of the darkest colour, the largest at
    any time unless given. ValueError for a field that isn't there."""
    if wanted == "none" or not (wanted or domain.fields):
        return
    name = wanted or domain.fields[0]
    if name not in domain.names:
        raise ValueError(f"no field {name} (fields.pvd holds: {', '.join(domain.names) or 'none'}); "
                         "choose one of these or none, or record it in the configuration's output")
    span = (0.0, top) if top else value_range(fields, name)
    points = pv.CellDatatoPointData(registrationName=name, Input=fields, ProcessAllArrays=0,
                                    CellDataArraytoprocess=[name])
    if domain.cut is None and domain.flat is None:
        shown = pv.Show(points, view, "UniformGridRepresentation")
        shown.SetRepresentationType("Volume")
        shown.ScalarOpacityUnitDistance = max(0.05 * max(domain.size), clear_depth(fields, name, span, domain))
        alphas = CLOUD
    else:
        plane = pv.Slice(registrationName=f"{name} in a plane", Input=points)
        plane.SliceType.Origin, plane.SliceType.Normal = domain.plane()
        shown = pv.Show(plane, view, "GeometryRepresentation")
        shown.Ambient, shown.Diffuse, shown.Specular = 1, 0, 0  # colours as in the legend, without shade
        alphas = PLANE
    colours = colour_map(shown, name, span, alphas)
    bar = stage.legend(view, colours, name, stage.pretty(domain.units.get(name, "share")))
    bar.Position, bar.ScalarBarLength = [0.83, 0.06], 0.33
    bar.TextPosition = "Ticks right/top, annotations left/bottom"
    shown.SetScalarBarVisibility(view, True)
