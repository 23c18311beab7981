"""Opens a state that the scene saved, in a ParaView that knows nothing of the scene, and takes pictures.

  pvbatch open_state.py scene.pvsm 640x400 DAY=PICTURE.png ...
"""
import sys

from paraview import simple as pv

pv.LoadState(sys.argv[1])
size = [int(part) for part in sys.argv[2].split("x")]
view = pv.GetActiveViewOrCreate("RenderView")
for wanted in sys.argv[3:]:
    day, picture = wanted.split("=", 1)
    pv.GetAnimationScene().AnimationTime = float(day)
    pv.SaveScreenshot(picture, view, ImageResolution=size)
