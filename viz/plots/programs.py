"""Helpers, such as Graphviz, where the system keeps them."""
import os
import shutil


def find(name):
    """The path of a program, or None. Never of the folder one stands in."""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder)]
    return shutil.which(name, path=os.pathsep.join(folders)) if folders else None
