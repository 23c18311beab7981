"""From where a run is looked at."""
import itertools
import math
import operator

from paraview import simple as pv

# From which side a domain is looked at that is flat along x, y or z.
TOWARDS_VIEWER = ([1, 0, 0], [0, -1, 0], [0, 0, 1])


def aim(view, domain):
    """From the front, the right and above, z up; straight at a flat domain, and from above at a cut across z."""
    straight = domain.flat if domain.flat is not None else 2 if domain.cut == 2 else None
    if straight is not None:
        direction = TOWARDS_VIEWER[straight]
    else:
        direction = {None: [0.45, -1, 0.6], 0: [1, -0.45, 0.6], 1: [0.35, -1, 0.5]}[domain.cut]
    view.CameraFocalPoint = domain.centre
    view.CameraPosition = [c + 3 * max(domain.size) * d for c, d in zip(domain.centre, direction)]
    view.CameraViewUp = [0, 1, 0] if straight == 2 else [0, 0, 1]
    view.CameraParallelProjection = 0 if straight is None else 1
    view.ResetCamera(False)
    lens = pv.GetActiveCamera()
    if straight is None:
        near = nearest_distance(lens, domain, view.ViewSize[0] / view.ViewSize[1])
        lens.Dolly(lens.GetDistance() / near)
    else:
        lens.Zoom(1.12)
    lens.SetWindowCenter(0.18, -0.03)  # room for the legends on the right
    view.CenterOfRotation = domain.centre


def nearest_distance(lens, domain, aspect):
    """From how far away the camera sees all of the box in the part of the picture that is left of the legends."""
    ahead, up = lens.GetDirectionOfProjection(), lens.GetViewUp()
    right = [ahead[1] * up[2] - ahead[2] * up[1], ahead[2] * up[0] - ahead[0] * up[2],
             ahead[0] * up[1] - ahead[1] * up[0]]
    length = math.hypot(*right)
    right = [r / length for r in right]
    above = [right[1] * ahead[2] - right[2] * ahead[1], right[2] * ahead[0] - right[0] * ahead[2],
             right[0] * ahead[1] - right[1] * ahead[0]]
    slope = math.tan(math.radians(lens.GetViewAngle() / 2))
    distances = []
    for corner in itertools.product((-0.5, 0.5), repeat=3):
        from_centre = [part * size for part, size in zip(corner, domain.size)]
        depth, across, height = (sum(map(operator.mul, axis, from_centre)) for axis in (ahead, right, above))
        distances += [abs(across) / (slope * aspect * 0.76) - depth, abs(height) / (slope * 0.88) - depth]
    return max(distances)
