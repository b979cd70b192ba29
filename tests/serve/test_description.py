"""The service's own description (OpenAPI), and what a fuzzer makes of it: no error, nothing that is not described."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kg.query import queries

schemathesis = pytest.importorskip("schemathesis")
acceptance = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance
pytestmark = pytest.mark.slow
CASES = 25
"""Per operation; most questions have the same parameters as others."""


@pytest.fixture(scope="module")
def operations(service):
    described = schemathesis.openapi.from_url(f"{service.base}/openapi.json")
    return [found.ok() for found in described.get_all_operations()]


def test_every_question_is_described(service):
    paths = service.get("/openapi.json").body
    assert all(f"/questions/{question.name}".encode() in paths for question in queries())
    assert "Хто з ким зустрічався" in service.get("/openapi.json", [("lang", "uk")]).text


def test_whatever_is_asked_the_answer_is_as_described(operations):
    assert len(operations) > len(queries())
    for operation in operations:
        few = operation.path.startswith("/questions/") and "{" not in operation.path

        @given(operation.as_strategy())
        @settings(
            max_examples=CASES // 5 if few else CASES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
        )  # fmt: skip
        def holds(case):
            (case.query or {}).pop("timeout", None)  # on a busy machine any may be too short
            # What a string of the right type means may still be wrong: that is told, and no error of the description.
            case.call_and_validate(timeout=30, excluded_checks=[acceptance])

        holds()
