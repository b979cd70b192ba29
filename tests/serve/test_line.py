"""Who is served next, and which answers are kept."""

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest
from serving import made

from kg.errors import StoreError
from kg.serve.answers import Answers
from kg.serve.jobs import Done, Facts, Sparql, steady
from kg.serve.limits import Limits
from kg.serve.line import UNKNOWN, WEIGHT, Costs, Line, kind_of
from kg.serve.pool import Pool


def run(work):
    """In a thread of its own: a browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(work())).result()


def test_short_questions_overtake_long_ones_but_not_for_ever():
    now = [0.0]

    async def work():
        line, order = Line(lambda: now[0]), []

        async def take(name, expected):
            await line.take(expected, 5)
            order.append(name)

        tasks = []
        for name, at, expected in (("long", 0, 1.0), ("short", 1, 0.01), ("late", WEIGHT + 1, 0.01)):
            now[0] = at
            tasks.append(asyncio.create_task(take(name, expected)))
            await asyncio.sleep(0)
        for _ in tasks:
            line.put("worker")
        await asyncio.gather(*tasks)
        return order

    assert run(work) == ["short", "long", "late"]


def test_nobody_waits_longer_than_he_will_and_no_worker_is_lost():
    async def work():
        line = Line(lambda: 0.0)
        with pytest.raises(TimeoutError):
            await line.take(0, 0.01)
        gone = asyncio.create_task(line.take(0, 5))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        line.put("worker")
        return await line.take(0, 0.01)

    assert run(work) == "worker"


def test_a_worker_that_comes_as_one_leaves_goes_to_the_next():
    async def work():
        line = Line(lambda: 0.0)
        gone, stays = (asyncio.create_task(line.take(0, 5)) for _ in range(2))
        await asyncio.sleep(0)
        line.put("worker")  # for the first, who leaves before hearing of it
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        return await asyncio.wait_for(stays, 1)

    assert run(work) == "worker"


def test_queries_that_differ_in_values_are_of_one_kind():
    costs = Costs()
    costs.learn(kind_of('SELECT * { ?s ?p "one" ; <http://a> wd:Q1 }'), 2.0)
    assert costs.of(kind_of('SELECT * { ?s ?p "two" ; <http://b> wd:Q22 }')) == 2.0
    assert costs.of(kind_of("SELECT * { ?s ?p ?o }")) == UNKNOWN


def test_answers_are_kept_up_to_a_size_and_for_a_state():
    asked = []

    async def work():
        answers = Answers(1)

        async def get(state, key, size):
            async def given():
                asked.append((state, key))
                return Done("ok", stamp=state), b"x" * size

            return len((await answers.get((state, key), given))[1])

        for key in (b"a", b"a", b"b"):
            await get("1", key, 100_000)
        await get("2", b"a", 100_000)
        await get("2", b"large", 900_000)  # too large to be kept
        await get("2", b"large", 900_000)
        for number in range(10):
            await get("2", b"%d" % number, 120_000)
        await get("2", b"a", 100_000)

    run(work)
    first = [("1", b"a"), ("1", b"b"), ("2", b"a"), ("2", b"large"), ("2", b"large")]
    assert asked == [*first, *(("2", b"%d" % number) for number in range(10)), ("2", b"a")]


def test_answers_on_a_state_that_has_passed_take_no_room():
    answers, asked = Answers(1), []

    async def get(state, key):
        async def given():
            asked.append((state, key))
            return Done("ok", stamp="1"), b"x" * 100_000  # the snapshot may lag behind what is asked for

        await answers.get((state, key), given)

    async def work():
        for state, key in (("1", b"a"), ("2", b"b"), ("2", b"b"), ("1", b"a"), ("1", b"a")):
            await get(state, key)

    run(work)
    assert asked == [("1", b"a"), ("2", b"b"), ("2", b"b"), ("1", b"a")]


def test_who_waits_for_the_same_shares_the_work_and_who_leaves_does_not_end_it_for_the_others():
    ended = []

    async def work():
        answers, begun = Answers(1), []

        async def given():
            begun.append(1)
            try:
                await asyncio.sleep(0.05)
            except asyncio.CancelledError:
                ended.append("cancelled")
                raise
            return Done("ok", stamp="1"), b"answer"

        one, two = (asyncio.create_task(answers.get(("1", b"k"), given)) for _ in range(2))
        await asyncio.sleep(0.01)
        one.cancel()
        assert (await two)[1] == b"answer"
        alone = asyncio.create_task(answers.get(("1", b"other"), given))
        await asyncio.sleep(0.01)
        alone.cancel()
        await asyncio.sleep(0.01)
        return len(begun)

    assert run(work) == 2
    assert ended == ["cancelled"]


def test_a_text_of_brackets_is_read_in_one_pass_and_no_kind_takes_much_room():
    began = process_time()
    kinds = [kind_of("ASK { FILTER(1" + letter * 250_000 + "2) }") for letter in "<\"'#>1"]
    assert process_time() - began < 1
    assert max(map(len, kinds)) < 100


def test_a_question_asked_again_while_its_like_is_given_up_is_shared_by_those_who_come_after():
    begun = []

    async def work():
        answers = Answers(1)

        async def given():
            begun.append(1)
            try:
                await asyncio.sleep(0.05)
            except asyncio.CancelledError:
                await asyncio.sleep(0.01)  # a worker takes a moment to be given back
                raise
            return Done("ok", stamp="1"), b"answer"

        def ask():
            return asyncio.create_task(answers.get(("1", b"k"), given))

        gone = ask()
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0)
        second = ask()
        await asyncio.sleep(0.02)
        third = ask()
        await asyncio.gather(second, third)

    run(work)
    assert len(begun) == 2


@pytest.mark.parametrize("call", ["NOW()", "now ()", "N\\u004FW()", "\\U0000004eOW()", "RAND()", "STRUUID()"])
def test_what_changes_by_itself_is_worked_out_each_time(call):
    assert not steady(Sparql(f"SELECT ({call} AS ?x) {{}}"))
    assert steady(Sparql("SELECT * { ?s ?p ?o }"))


def test_workers_come_back_with_the_store(tmp_path):
    async def work():
        path = made(tmp_path)
        pool = Pool(path, Limits(seconds=1), 2)
        await pool.start()
        path.rename(tmp_path / "away")
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)
        for _ in range(4):  # more than there are workers
            with pytest.raises(StoreError, match="no store here"):
                await pool.ask(Facts())
        (tmp_path / "away").rename(path)
        found = [(await pool.ask(Facts(), seconds))[0].outcome for seconds in (1, 0.9)]
        await pool.close()
        return found

    assert run(work) == ["ok", "ok"]
