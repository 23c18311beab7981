"""What stands on the stage: each show_... adds one thing to a view. Lengths are um, times days."""
from paraview import servermanager
from paraview import simple as pv

import camera
import palette

FONT = 21  # points in a view 1000 pixels high


def times(reader):
    """Days of a collection's snapshots."""
    values = reader.TimestepValues
    return list(values) if hasattr(values, "__len__") else [values]


def pretty(unit):
    """"1/um^3" as people write it."""
    for plain, sign in (("um", "\u00b5m"), ("^2", "\u00b2"), ("^3", "\u00b3")):
        unit = unit.replace(plain, sign)
    return unit


def font(view, larger=0):
    """Points, so that text takes the same share of pictures of all sizes."""
    return max(6, round((FONT + larger) * view.ViewSize[1] / 1000))


def strings(source, name):
    """The values of a string array of the field data; [] if there is none."""
    array = servermanager.Fetch(source).GetFieldData().GetAbstractArray(name)
    return [array.GetValue(i) for i in range(array.GetNumberOfValues())] if array else []


def units(source):
    """{array: unit} of the arrays that have one (see viz/export/vtk_xml.hpp)."""
    pairs = (entry[:-1].rsplit(" [", 1) for entry in strings(source, "units"))
    return {name: unit for name, unit in pairs if name != "TimeValue"}


def names_of(arrays):
    return [arrays.GetArrayName(i) for i in range(arrays.GetNumberOfArrays())]


class Domain:
    """The box, where it is cut ("x", "y", "z" or None), and what is in it: tissues are arrays that hold the share of
    each voxel (their unit is "share" or none), fields are the others."""

    def __init__(self, fields, cut):
        image = servermanager.Fetch(fields)
        bounds = image.GetBounds()
        self.size = [bounds[2 * axis + 1] for axis in range(3)]
        thin = [axis for axis, points in enumerate(image.GetDimensions()) if points == 2]
        self.flat = thin[0] if len(thin) == 1 else None  # the axis along which a 2-D model is one voxel thick
        self.cut = "xyz".index(cut) if cut and self.flat is None else None
        self.centre = [length / 2 for length in self.size]
        self.names = names_of(image.GetCellData())
        self.units = units(fields)
        self.tissues = [name for name in self.names if self.units.get(name, "share") == "share"]
        self.fields = [name for name in self.names if name not in self.tissues]

    def cut_normal(self):
        """Points to the side that is kept: away from the viewer, or down."""
        return [[-1, 0, 0], [0, 1, 0], [0, 0, -1]][self.cut]

    def plane(self):
        """Where a field is shown as a plane: a bit in front of the cut, or at the back of a flat domain, so that
        it doesn't coincide with the tissue's faces. Origin and normal."""
        if self.flat is not None:
            towards = camera.TOWARDS_VIEWER[self.flat]
            share = [0.5 if t == 0 else 0.001 if t > 0 else 0.999 for t in towards]
            return [length * part for length, part in zip(self.size, share)], towards
        normal = self.cut_normal()
        return [c - 1e-3 * max(self.size) * n for c, n in zip(self.centre, normal)], normal

    def behind_cut(self, source, name):
        """What is behind the cut of a source, all of it without a cut."""
        if self.cut is None:
            return source
        clip = pv.Clip(registrationName=name, Input=source, ClipType="Plane", Invert=0)
        clip.ClipType.Origin = self.centre
        clip.ClipType.Normal = self.cut_normal()
        return clip


def plain(shown, colour):
    """One colour for all. (ColorBy(shown, None) of ParaView 5.11 fails on what was never coloured.)"""
    shown.ColorArrayName = ["POINTS", ""]
    shown.AmbientColor = shown.DiffuseColor = colour


def by(shown, name, colours):
    """Coloured by an array. (ColorBy would stretch the colours to the values of now.)"""
    shown.ColorArrayName = ["POINTS", name]
    shown.LookupTable = colours


def show_domain(view, fields, domain):
    """The outline, and a bar of a round length along its front edge."""
    outline = pv.Show(fields, view, "UniformGridRepresentation")
    outline.SetRepresentationType("Outline")
    plain(outline, palette.INK)
    outline.LineWidth = 1.5

    longest = max(domain.size)
    length = max(step * 10**power for power in range(-1, 5) for step in (1, 2, 5)
                 if step * 10**power <= longest / 4 or (step == 1 and power == -1))
    gap = 0.04 * longest
    start = {0: [0, 0, -gap], 1: [0, 0, -gap]}.get(domain.flat, [0, -gap, 0])
    end = list(start)
    end[1 if domain.flat == 0 else 0] += length
    ruler = pv.Ruler(registrationName="scale", Point1=start, Point2=end)
    bar = pv.Show(ruler, view, "RulerSourceRepresentation")
    bar.LabelFormat = f"{length:g} \u00b5m"
    bar.AxisColor = bar.Color = palette.INK
    bar.AxisLineWidth = 4
    bar.FontSize = font(view)
    bar.NumberOfTicks = 2


def show_tissues(view, fields, domain):
    """Where a tissue holds at least half of a voxel, with a smooth surface; solid where it is cut."""
    for number, name in enumerate(domain.tissues):
        points = pv.CellDatatoPointData(registrationName=f"{name} at points", Input=fields,
                                        ProcessAllArrays=0, CellDataArraytoprocess=[name])
        body = pv.Clip(registrationName=f"{name} above a half", Input=points, ClipType="Scalar",
                       Scalars=["POINTS", name], Value=0.5, Invert=0)
        skin = pv.ExtractSurface(registrationName=f"{name} surface",
                                 Input=domain.behind_cut(body, f"{name} behind the cut"))
        smooth = pv.GenerateSurfaceNormals(registrationName=name, Input=skin, FeatureAngle=60)
        shown = pv.Show(smooth, view, "GeometryRepresentation")
        shown.SetRepresentationType("Surface")
        colour, opacity = palette.tissue_look(name, number)
        plain(shown, colour)
        shown.Ambient, shown.Diffuse = 0.25, 0.85  # so that cut faces, which are flat, aren't dark
        shown.Opacity = opacity if domain.cut is None else 1.0


def legend(view, colours, title, unit):
    bar = pv.GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle = title, f"({unit})" if unit else ""
    bar.TitleColor = bar.LabelColor = palette.INK
    bar.TitleFontSize = bar.LabelFontSize = font(view)
    bar.HorizontalTitle = 1
    bar.ScalarBarThickness = round(1.2 * font(view))
    bar.AutomaticLabelFormat, bar.LabelFormat, bar.RangeLabelFormat = 0, "%g", "%.3g"
    bar.WindowLocation = "Any Location"
    return bar


def show_cells(view, cells, domain):
    """Spheres of the cells' own diameters, coloured by type; dying ones smaller and darker."""
    # Not cells.PointData: ParaView sees no arrays where there are no cells now, but there may be later.
    arrays = names_of(servermanager.Fetch(cells).GetPointData())
    names = strings(cells, "type_names")
    colours = type_colours(names) if "type" in arrays and names else None
    kept = domain.behind_cut(cells, "cells behind the cut")
    length = min(0.05 * max(len(names), 3), 0.41)
    bottom = min(0.62, 0.93 - length)  # of the legend, which has room from the field's up to the top
    if "life" not in arrays:
        shown = spheres(view, kept, arrays, colours)
    else:
        shown = spheres(view, having(kept, "life", 0, "living cells"), arrays, colours)
        dying = spheres(view, having(kept, "life", 1, "dying cells"), arrays, colours)
        dying.ScaleFactor *= palette.DYING_SCALE
        dying.Ambient, dying.Diffuse, dying.Specular = 0, palette.DYING_LIGHT, 0
        note = pv.Text(registrationName="dying", Text="small and dark: dying")
        caption(view, note, [0.83, bottom - 0.07], -2)
    if colours:
        bar = legend(view, colours, "cells", "")
        bar.Position, bar.ScalarBarLength = [0.81, bottom], length
        if len(names) > 7:
            bar.TitleFontSize = bar.LabelFontSize = font(view, -4)
        bar.TextPosition = "Ticks left/bottom, annotations right/top"
        shown.SetScalarBarVisibility(view, True)


def type_colours(names):
    colours = pv.GetColorTransferFunction("type")
    colours.InterpretValuesAsCategories = 1
    colours.AnnotationsInitialized = 1
    colours.Annotations = [text for i, name in enumerate(names) for text in (str(i), name)]
    colours.IndexedColors = [v for colour in palette.cell_colours(names) for v in colour]
    colours.IndexedOpacities = [1.0] * len(names)
    return colours


def having(source, column, value, name):
    return pv.Threshold(registrationName=name, Input=source, Scalars=["POINTS", column],
                        LowerThreshold=value - 0.5, UpperThreshold=value + 0.5, ThresholdMethod="Between")


def spheres(view, source, arrays, colours):
    shown = pv.Show(source, view)
    shown.SetRepresentationType("3D Glyphs")
    shown.GlyphType = "Sphere"
    # Fewer facets for many cells, so that software rendering stays usable.
    count = source.GetDataInformation().GetNumberOfPoints()
    facets = 20 if count < 5000 else 12 if count < 50000 else 8
    shown.GlyphType.ThetaResolution = shown.GlyphType.PhiResolution = facets
    shown.GlyphType.Radius = 0.5
    sized = "diameter" in arrays
    shown.Scaling = 1 if sized else 0
    shown.ScaleFactor = 1 if sized else 10
    if sized:
        shown.ScaleMode, shown.SelectScaleArray = "Magnitude", "diameter"
    if colours:
        by(shown, "type", colours)
    else:
        plain(shown, palette.OTHERS[0])
    shown.Specular, shown.SpecularPower = 0.2, 20
    return shown


def caption(view, source, position, larger):
    shown = pv.Show(source, view)
    shown.WindowLocation, shown.Position = "Any Location", position
    shown.Color, shown.FontSize = palette.INK, font(view, larger)
    return shown


def show_time(view):
    caption(view, pv.AnnotateTime(registrationName="day", Format="day {time:.2f}"), [0.03, 0.92], 8)
