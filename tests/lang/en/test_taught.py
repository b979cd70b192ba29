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
    # what two do with each other
    (
        "Antony Blinken and Wang Yi discussed Taiwan on Monday.",
        [("Negotiation", "held", {"Antony Blinken", "Wang Yi"}, None, "2023-12-04")],
    ),
    (
        "Emmanuel Macron discussed the war in Syria with the president of Nigeria.",
        [("Negotiation", "held", {"Emmanuel Macron", "Bola Tinubu"}, None, None)],
    ),
    ("Olaf Scholz discussed relations with Russia.", []),
    # who has an invitation goes
    (
        "Nikol Pashinyan thanked Emmanuel Macron for his invitation to visit Paris.",
        [("Visit", "proposed", {"Nikol Pashinyan", "France"}, "Paris", None)],
    ),
    (
        "Xi Jinping accepted an invitation from Emmanuel Macron to visit France in May.",
        [("Visit", "planned", {"Xi Jinping", "France"}, "France", "2024-05")],
    ),
    # an offer, and its answer
    (
        "Tehran rejected an American offer to negotiate.",
        [("Negotiation", "rejected", {"United States", "Iran"}, None, None)],
    ),
    (
        "Pyongyang accepted a South Korean proposal for talks.",
        [("Negotiation", "planned", {"South Korea", "North Korea"}, None, None)],
    ),
    (
        "Israel rebuffed Hamas's proposal for a truce.",
        [("Agreement", "rejected", {"Israel", "Hamas"}, None, None)],
    ),
    # the accord that two made
    (
        "The agreement, which Egypt and Ethiopia signed in Khartoum in 2015, is dead.",
        [("Agreement", "held", {"Egypt", "Ethiopia"}, "Khartoum", "2015")],
    ),
    # who only says who another is
    (
        "Wang Yi met Jake Sullivan, national security adviser to President Joe Biden, in Vienna.",
        [("Meeting", "held", {"Wang Yi", "Jake Sullivan"}, "Vienna", None)],
    ),
    # a gerund with its object
    (
        "Before meeting the French president, Olaf Scholz spoke to reporters.",
        [("Meeting", "planned", {"Emmanuel Macron", "Olaf Scholz"}, None, None)],
    ),
    # joined verbs
    (
        "Lula will accept the invitation and visit Moscow next year.",
        [("Visit", "planned", {"Luiz Inácio Lula da Silva", "Russia"}, "Moscow", "2024")],
    ),
    # what is said of one of two who act stands apart
    (
        "Emmanuel Macron and Robert Habeck, who is also vice chancellor, signed a memorandum.",
        [("Agreement", "held", {"Emmanuel Macron", "Robert Habeck"}, None, None)],
    ),
    (
        "Antony Blinken, who arrived on Monday, and his Chinese counterpart Wang Yi held talks in Beijing.",
        [("Negotiation", "held", {"Antony Blinken", "Wang Yi"}, "Beijing", None)],
    ),
    # three between whom a meeting is, which is the subject
    (
        "A meeting between Volodymyr Zelenskyy, Olaf Scholz and Emmanuel Macron took place in Brussels.",
        [("Meeting", "held", {"Volodymyr Zelenskyy", "Olaf Scholz", "Emmanuel Macron"}, "Brussels", None)],
    ),
    (
        "Talks at the level of the foreign ministers of Turkey and Greece will be held in Athens.",
        [("Negotiation", "planned", {"Hakan Fidan", "Giorgos Gerapetritis"}, "Athens", None)],
    ),
    (
        "Charles Michel told of his conversation yesterday with Emmanuel Macron.",
        [("PhoneCall", "held", {"Charles Michel", "Emmanuel Macron"}, None, "2023-12-05")],
    ),
    # who visits is told by what he is; nobody visits him
    (
        "Narendra Modi met visiting Sri Lankan President Ranil Wickremesinghe in New Delhi.",
        [("Meeting", "held", {"Narendra Modi", "Ranil Wickremesinghe"}, "New Delhi", None)],
    ),
    # what is said without "that" of two
    (
        "Officials said on Monday the United States and Iran would hold talks in Oman.",
        [("Negotiation", "planned", {"United States", "Iran"}, "Oman", None)],
    ),
    # an envoy and the region he is for
    (
        "Benjamin Netanyahu met US envoy to the Middle East Steve Witkoff in Jerusalem.",
        [("Meeting", "held", {"Benjamin Netanyahu", "Steve Witkoff"}, "Jerusalem", None)],
    ),
    (
        "Benjamin Netanyahu met US Middle East envoy Steve Witkoff in Jerusalem.",
        [("Meeting", "held", {"Benjamin Netanyahu", "Steve Witkoff"}, "Jerusalem", None)],
    ),
    # whose the journey is stands behind it
    (
        "Olaf Scholz spoke in Berlin. During his visit to Moscow, Wang Yi met Sergey Lavrov.",
        [
            ("Visit", "held", {"Wang Yi", "Russia"}, "Moscow", None),
            ("Meeting", "held", {"Wang Yi", "Sergey Lavrov"}, "Moscow", None),
        ],
    ),
    # less formal words for meeting
    (
        "Macron and Scholz huddled at Meseberg on Monday.",
        [("Meeting", "held", {"Emmanuel Macron", "Olaf Scholz"}, "Meseberg", "2023-12-04")],
    ),
    (
        "Scholz snatched a few minutes with Macron in Granada.",
        [("Meeting", "held", {"Olaf Scholz", "Emmanuel Macron"}, "Granada", None)],
    ),
    (
        "Scholz lunched with Macron in Hamburg on Monday.",
        [("Meeting", "held", {"Olaf Scholz", "Emmanuel Macron"}, "Hamburg", "2023-12-04")],
    ),
    (
        "Tusk called on Prime Minister Meloni at her office in Rome.",
        [("Meeting", "held", {"Donald Tusk", "Giorgia Meloni"}, "Rome", None)],
    ),
    ("Scholz called on Prime Minister Meloni to resign.", []),
    (
        "Scholz and Macron crossed paths in Granada in October.",
        [("Meeting", "held", {"Olaf Scholz", "Emmanuel Macron"}, "Granada", "2023-10")],
    ),
    # journeys
    (
        "Scholz wound up a three-day stop in Chile on Monday.",
        [("Visit", "held", {"Olaf Scholz", "Chile"}, "Chile", "2023-12-02/2023-12-04")],
    ),
    ("Macron saw off Scholz on Monday.", [("Visit", "held", {"Emmanuel Macron", "Olaf Scholz"}, None, "2023-12-04")]),
    (
        "Scholz will travel to Ankara and Cairo next week.",
        [
            ("Visit", "planned", {"Olaf Scholz", "Turkey"}, "Ankara", "2023-12-11/2023-12-17"),
            ("Visit", "planned", {"Olaf Scholz", "Egypt"}, "Cairo", "2023-12-11/2023-12-17"),
        ],
    ),
    # accords and those who help to them
    (
        "France and Germany put their signatures to a treaty on Monday.",
        [("Agreement", "held", {"France", "Germany"}, None, "2023-12-04")],
    ),
    (
        "If a deal is struck between Serbia and Kosovo by Friday, Scholz will resign.",
        [("Agreement", "hypothetical", {"Serbia", "Kosovo"}, None, None)],
    ),
    (
        "Josep Borrell was ferrying ideas between Serbia and Kosovo on Monday.",
        [("Mediation", "held", {"Josep Borrell", "Serbia", "Kosovo"}, None, "2023-12-04")],
    ),
    # an inverted condition
    (
        "Should Scholz travel to Taipei, China will protest.",
        [("Visit", "hypothetical", {"Olaf Scholz", "Taiwan"}, "Taipei", None)],
    ),
    # what does not take place
    (
        "Chile will no longer host the summit of the Pacific Alliance.",
        [("Summit", "cancelled", {"Pacific Alliance"}, "Chile", None)],
    ),
    # two offices of one word, the first by a state's name
    (
        "The US and French presidents spoke by phone on Monday.",
        [("PhoneCall", "held", {"Joe Biden", "Emmanuel Macron"}, None, "2023-12-04")],
    ),
    # what one travels for is as far off as the journey; what is to be held at its goal does not put it off
    (
        "Annalena Baerbock is flying to Ankara on Friday for talks with Hakan Fidan.",
        [
            ("Visit", "planned", {"Annalena Baerbock", "Turkey"}, "Ankara", "2023-12-08"),
            ("Negotiation", "planned", {"Annalena Baerbock", "Hakan Fidan"}, "Ankara", "2023-12-08"),
        ],
    ),
    (
        "Nikol Pashinyan left for Paris on Monday to attend events to be held on 9 December.",
        [("Visit", "held", {"Nikol Pashinyan", "France"}, "Paris", "2023-12-04")],
    ),
    # what is talked about on the phone is the call; who speaks for a state need have no name
    (
        "Recep Tayyip Erdogan and Viktor Orban discussed grain exports in a phone conversation on Sunday.",
        [("PhoneCall", "held", {"Recep Tayyip Erdogan", "Viktor Orbán"}, None, "2023-12-03")],
    ),
    (
        "Annalena Baerbock discussed energy with Egyptian officials in Cairo on Monday.",
        [("Negotiation", "held", {"Annalena Baerbock", "Egypt"}, "Cairo", "2023-12-04")],
    ),
    (
        "Sudan and Ethiopia agreed to peace talks in Nairobi.",
        [("Negotiation", "planned", {"Sudan", "Ethiopia"}, "Nairobi", None)],
    ),
    # a state by its long name, the first words of which are another's short one
    (
        "The President of the Islamic Republic of Mauritania met with Emmanuel Macron on Monday.",
        [("Meeting", "held", {"Mohamed Ould Ghazouani", "Emmanuel Macron"}, None, "2023-12-04")],
    ),
]


SAID = [
    ("Scholz and Macron met in Hamburg, the official Xinhua news agency reported.", "Xinhua"),
    (
        "Wang Yi will meet Blinken, the Chinese foreign ministry's spokesperson Wang Wenbin said, without details.",
        "Wang Wenbin",
    ),
    ("Scholz will meet Macron on Friday, the foreign ministry in Berlin announced.", "German Foreign Office"),
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


@pytest.mark.parametrize(("text", "source"), SAID)
def test_who_says_so(text, source):
    (mention,) = reports(text, "en", DAY)
    assert [a.name for a in (*mention.originators, *mention.relayers)] == [source]
