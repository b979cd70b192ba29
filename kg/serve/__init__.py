"""The graph over HTTP: a SPARQL endpoint, the shipped questions as forms, and a page for every event and actor.

The application (`app.py`) never touches the store. Every question goes to a worker process (`worker.py`) that holds a
read-only snapshot and that the pool (`pool.py`) kills when it takes too long or too much memory.
"""
