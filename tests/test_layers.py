"""The dependency rule: who may import whom, checked on the source; late imports and those for types count too."""

import ast
from pathlib import Path

import pytest

KG = Path(__file__).parents[1] / "kg"
BASE = {
    "errors",
    "files",
    "model",
    "schema",
    "resources",
    "dictionary",
    "tokens",
    "patterns",
    "automaton",
    "matching",
    "compiled",
    "edtf",
    "cache",
}
STAGES = {"sources", "text", "mentions", "events", "graph"}
#: Part of the package → the parts it may import besides itself. The base has an order of its own.
MAY_IMPORT = {
    "__init__": {"query"},
    "errors": set(),
    "files": {"errors"},
    "model": set(),
    "schema": set(),
    "cache": set(),
    "resources": {"cache", "errors", "schema"},
    "edtf": {"model"},
    "dictionary": {"cache"},
    "tokens": {"dictionary", "model"},
    "patterns": {"errors", "model", "tokens"},
    "automaton": {"model", "patterns", "tokens"},
    "matching": {"automaton", "model", "patterns", "tokens"},
    "compiled": {"matching", "model", "resources", "tokens"},
    **dict.fromkeys(STAGES, BASE),
    "pipeline": BASE | STAGES,
    "query": BASE | {"graph"},
    "analysis": BASE | {"graph", "query"},
    "explain": BASE | {"graph", "query"},
    "export": BASE | {"graph", "query", "analysis"},
    "view": BASE | {"graph", "query", "analysis"},
    # Gold in the terms of the stages: files read, names looked up, events extracted and joined.
    "evaluate": BASE | {"sources", "mentions", "pipeline"},
    "demo": BASE | {"graph", "pipeline", "query", "view"},
    "command": {"errors", "files", "graph", "pipeline"},
    "push": {"errors", "files", "graph"},
    "serve": BASE | {"graph", "query", "view", "command", "push"},
    "asking": {"errors", "files", "command", "graph", "query"},
    "upkeep": {"command", "graph", "pipeline"},
    # Everything: it is on top.
    "cli": BASE | {"graph", "pipeline", "query", "explain", "export", "view", "evaluate"}
    | {"demo", "asking", "command", "upkeep", "serve"},
    "__main__": {"cli"},
}  # fmt: skip
#: The rooms of a stage in the order in which it works: none imports what comes after it.
ROOMS = {
    "mentions": ("names", "time", "speech", "actors", "annotate"),
    "events": (
        *("sentence", "identity", "visits", "trigger", "status", "parties", "time", "arguments", "document", "extract"),
        "trace",
    ),
}
#: RDF has no business below the graph.
RDF = {"rdflib", "pyoxigraph", "oxrdflib", "pyshacl"}
ABOVE_RDF = {"graph", "query", "analysis", "explain", "export", "view", "demo", "asking", "push", "serve", "cli"}
#: Clock, chance and network are parameters; what makes them is not imported below the command line.
OUTSIDE = {
    "time": {"graph", "asking", "serve"},  # sleeps between attempts at a lock; measures queries (never what day it is)
    "random": {"evaluate", "view"},  # seeded: resampling, starting points of the layout
    "socket": {"serve"},  # listens
    **dict.fromkeys(("http", "http.client"), frozenset({"graph"})),  # remote.py: to the endpoint it is given
    **dict.fromkeys(("urllib.request", "requests", "httpx", "secrets"), frozenset()),
}

MODULES = sorted(KG.rglob("*.py"))


def part(path):
    """Folder or file directly under kg/."""
    return path.relative_to(KG).parts[0].removesuffix(".py")


def imports(path):
    """Full names of all modules a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def ours(path):
    """Module names under kg that a file imports, as paths that exist."""
    for name in imports(path):
        if name.split(".")[0] != "kg":
            continue
        target = KG.parent.joinpath(*name.split("."))
        if target.with_suffix(".py").exists():
            yield target.with_suffix(".py")
        elif (target / "__init__.py").exists():
            yield target / "__init__.py"


def parts_of(path):
    return {part(target) for target in ours(path)} - {"__init__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KG)))
def test_a_module_imports_only_what_its_part_may(path):
    assert part(path) in MAY_IMPORT, f"{part(path)}: a new part needs a row in MAY_IMPORT and in ARCHITECTURE.md"
    assert parts_of(path) - {part(path)} <= MAY_IMPORT[part(path)]


def test_stages_are_wired_by_the_pipeline_alone():
    wiring = {part(p) for p in MODULES if len(parts_of(p) & STAGES) > 1}
    assert wiring <= {"pipeline", "cli"}
    wired = {stage for p in MODULES if part(p) == "pipeline" for stage in parts_of(p) & STAGES}
    assert wired == STAGES


@pytest.mark.parametrize("stage", ROOMS)
def test_no_room_of_a_stage_imports_a_later_one(stage):
    def room(path):
        return path.relative_to(KG / stage).parts[0].removesuffix(".py")

    inside = [path for path in MODULES if part(path) == stage and room(path) != "__init__"]
    assert {room(path) for path in inside} == set(ROOMS[stage]), "a new room needs a place in ROOMS"
    order = ROOMS[stage].index
    for path in inside:
        used = {room(target) for target in ours(path) if part(target) == stage} - {"__init__"}
        assert all(order(other) <= order(room(path)) for other in used), f"{path}: {used}"


def test_nobody_imports_the_command_line():
    assert [p for p in MODULES if "cli" in parts_of(p) and part(p) != "__main__"] == []


def test_there_is_no_import_cycle():
    # The package itself imports nothing before `kg.open` is called: whoever asks for its version makes no cycle.
    edges = {path: set(ours(path)) - {path, KG / "__init__.py"} for path in MODULES}
    done, way = set(), []

    def walk(path):
        assert path not in way, " -> ".join(str(p.relative_to(KG)) for p in [*way[way.index(path) :], path])
        if path in done:
            return
        way.append(path)
        for target in sorted(edges[path]):
            if target.name != "__init__.py" or target.parent != path.parent:
                walk(target)
        way.pop()
        done.add(path)

    for path in MODULES:
        walk(path)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KG)))
def test_rdf_clock_and_network_stay_where_they_belong(path):
    names = set(imports(path))
    if part(path) not in ABOVE_RDF:
        assert not {name.split(".")[0] for name in names} & RDF
    for module, allowed in OUTSIDE.items():
        if part(path) not in allowed:
            assert module not in names, f"{path}: {module}"
    source = path.read_text(encoding="utf-8")
    for call in ("date.today(", "datetime.now(", "datetime.utcnow("):
        assert call not in source, f"{path}: the clock is a parameter"


def test_every_part_stands_in_the_architecture_page():
    page = (KG.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    parts = {part(module) for module in MODULES} - {"__init__", "__main__"}
    missing = sorted(p for p in parts if f"{p}.py" not in page and f"{p}/" not in page)
    assert missing == []
