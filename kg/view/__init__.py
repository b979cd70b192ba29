"""The exported viewer: graph → view model (a plain dict) → one self-contained HTML page."""
