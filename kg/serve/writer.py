"""Updates: each is applied by a process of its own that holds the store's lock no longer than it must."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

import msgspec

from kg.errors import KgError, QueryError, StoreError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query.syntax import check_update
from kg.serve.jobs import Done
from kg.serve.limits import Limits
from kg.serve.worker import bound_memory


class Locked(Exception):
    """Another process writes."""


async def apply(path: Path, text: str, limits: Limits) -> Done:
    """Apply an update; raises `Locked` while somebody else writes."""
    command = (sys.executable, "-m", "kg.serve.writer", str(path), str(limits.megabytes))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        told, _ = await asyncio.wait_for(process.communicate(text.encode()), limits.seconds)
    except TimeoutError:
        return Done("time", note=f"stopped after {limits.seconds:g} seconds; nothing was changed")
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if not told:
        return Done("memory", note="the update needs more memory than it may have; nothing was changed")
    done = msgspec.msgpack.decode(told, type=Done)
    if done.outcome == "locked":
        raise Locked(done.note)
    return done


def update(path: Path, text: str) -> Done:
    """Apply an update to the store of a directory, in one transaction."""
    try:
        check_update(text)
        with Store.open(path, create=False) as store:
            try:
                store.native.update(text, prefixes=v.PREFIXES)
            except SyntaxError as error:
                return Done("bad", note=f"malformed update: {' '.join(str(error).split())}")
            except (ValueError, RuntimeError, OSError) as error:
                return Done("failed", note=f"update failed: {' '.join(str(error).split())}")
    except QueryError as error:
        return Done("refused", note=str(error))
    except StoreError as error:
        return Done("locked", note=str(error))
    except KgError as error:
        return Done("failed", note=str(error))
    return Done("ok")


if __name__ == "__main__":
    bound_memory(int(sys.argv[2]))
    sys.stdout.buffer.write(
        msgspec.msgpack.encode(update(Path(sys.argv[1]), sys.stdin.buffer.read().decode("utf-8", "replace")))
    )
