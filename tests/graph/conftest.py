import sys
from pathlib import Path

# `world` lies beside the folder: one set of hand-made values for all tests of the graph and what reads it.
sys.path.insert(0, str(Path(__file__).parents[1]))
