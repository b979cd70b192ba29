import sys
from pathlib import Path

# `cases` lies beside the folders of the languages: the same tests for each.
sys.path.insert(0, str(Path(__file__).parent))
