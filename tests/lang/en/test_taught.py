"""What English tells by words or word orders of its own: our sentences, all written on Wednesday, 6 December 2023."""

import pytest
from making import reports

DAY = "2023-12-06"

TOLD = [
    # what is asked for or agreed during a meeting is to come; the meeting is over
    (
        "During the meeting with Justin Trudeau, Olaf Scholz invited Xi Jinping to visit Berlin.",
        [
            ("Meeting", "held", {"Justin Trudeau", "Olaf Scholz"}, None, None),
            ("Visit", "proposed", {"Xi Jinping", "Germany"}, "Berlin", None),
        ],
    ),
    (
        "During talks in Rome, Antonio Tajani and Annalena Baerbock agreed to meet again in Berlin.",
        [
            ("Negotiation", "held", {"Antonio Tajani", "Annalena Baerbock"}, "Rome", None),
            ("Meeting", "planned", {"Antonio Tajani", "Annalena Baerbock"}, "Berlin", None),
        ],
    ),
    # whose course is spoken of goes on
    (
        "Emmanuel Macron informed Olaf Scholz about the progress in the negotiations between Serbia and Kosovo.",
        [("Negotiation", "ongoing", {"Serbia", "Kosovo"}, None, None)],
    ),
    # accords of leaders, named by their days
    (
        "He spoke of the implementation of the agreements between the leaders of Serbia and Kosovo of 27 February.",
        [("Agreement", "held", {"Aleksandar Vučić", "Albin Kurti"}, None, "2023-02-27")],
    ),
    # a policy of dialogue is no event, a dialogue held is
    ("Germany supports a dialogue with Russia.", []),
    (
        "Germany held a strategic dialogue with India in Berlin on Monday.",
        [("Negotiation", "held", {"Germany", "India"}, "Berlin", "2023-12-04")],
    ),
    ("Many Norwegian specialists, some of them from Oslo, come to Riga every year.", []),
]


def told(text):
    return [
        (
            m.type.value,
            m.status and m.status.value,
            {p.actor.name for p in m.participants},
            m.place and m.place.name,
            m.time and m.time.edtf,
        )
        for m in reports(text, "en", DAY)
    ]


@pytest.mark.parametrize(("text", "events"), TOLD)
def test_what_is_told(text, events):
    assert told(text) == events
