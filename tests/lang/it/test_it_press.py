"""Meetings, calls, visits, talks and accords in the words of the Italian press; our sentences of 6 December 2023."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

#: A sentence, and its events: type, status, parties, place, days.
TOLD = [
    (
        "Emmanuel Macron si è sentito ieri sera con Volodymyr Zelensky.",
        [("PhoneCall", "held", "Emmanuel Macron, Volodymyr Zelenskyy", None, "2023-12-05")],
    ),
    (
        "Joe Biden chiamerà oggi anche Benjamin Netanyahu.",
        [("PhoneCall", "planned", "Benjamin Netanyahu, Joe Biden", None, "2023-12-06")],
    ),
    (
        "Biden e Xi si sono consultati al telefono martedì.",
        [("PhoneCall", "held", "Joe Biden, Xi Jinping", None, "2023-12-05")],
    ),
    (
        "Antony Blinken e Sergej Lavrov si sono incrociati ieri a Skopje.",
        [("Meeting", "held", "Antony Blinken, Sergey Lavrov", "Skopje", "2023-12-05")],
    ),
    (
        "I ministri Antonio Tajani e David Cameron si sono intrattenuti lunedì a Londra.",
        [("Meeting", "held", "Antonio Tajani, David Cameron", "London", "2023-12-04")],
    ),
    (
        "Macron e Scholz si ritroveranno lunedì a Berlino.",
        [("Meeting", "planned", "Emmanuel Macron, Olaf Scholz", "Berlin", "2023-12-11")],
    ),
    (
        "Il premier spagnolo Sánchez e il cancelliere Scholz hanno cenato ieri con Macron a Parigi.",
        [("Meeting", "held", "Emmanuel Macron, Olaf Scholz, Pedro Sánchez", "Paris", "2023-12-05")],
    ),
    (
        "Zelensky e Orbán si sono stretti la mano domenica a Buenos Aires.",
        [("Meeting", "held", "Viktor Orbán, Volodymyr Zelenskyy", "Buenos Aires", "2023-12-03")],
    ),
    (
        "Antonio Tajani ha raggiunto ieri Beirut.",
        [("Visit", "held", "Antonio Tajani, Lebanon", "Beirut", "2023-12-05")],
    ),
    (
        "Il segretario di Stato americano Blinken ha lasciato Tel Aviv lunedì alla volta di Amman.",
        [("Visit", "held", "Antony Blinken, Jordan", "Amman", "2023-12-04")],
    ),
    (
        "A Roma è arrivato ieri il cancelliere Olaf Scholz.",
        [("Visit", "held", "Italy, Olaf Scholz", "Rome", "2023-12-05")],
    ),
    (
        "Il presidente Macron è sbarcato domenica a Doha.",
        [("Visit", "held", "Emmanuel Macron, Qatar", "Doha", "2023-12-03")],
    ),
    (
        "La trasferta di Giorgia Meloni a Tunisi è stata rinviata.",
        [("Visit", "postponed", "Giorgia Meloni, Tunisia", "Tunis", None)],
    ),
    (
        "Congelata la trasferta di Giorgia Meloni a Tunisi.",
        [("Visit", "postponed", "Giorgia Meloni, Tunisia", "Tunis", None)],
    ),
    (
        "Fa scalo a Cipro giovedì il presidente Macron.",
        [("Visit", "planned", "Cyprus, Emmanuel Macron", "Cyprus", "2023-12-07")],
    ),
    (
        "Olaf Scholz mette piede in Cina per la prima volta lunedì.",
        [("Visit", "planned", "China, Olaf Scholz", "China", "2023-12-11")],
    ),
    (
        "Israele e Hamas hanno convenuto a Doha di prolungare la tregua.",
        [("Agreement", "held", "Hamas, Israel", "Doha", None)],
    ),
    (
        "La tregua tra Israele e Hamas è stata prorogata di due giorni.",
        [("Agreement", "held", "Hamas, Israel", None, None)],
    ),
    ("Israele e Hamas dicono sì a una tregua di quattro giorni.", [("Agreement", "held", "Hamas, Israel", None, None)]),
    (
        "L'Azerbaigian e l'Armenia hanno dato l'assenso a un accordo di pace.",
        [("Agreement", "held", "Armenia, Azerbaijan", None, None)],
    ),
    ("Russia e Ucraina hanno strappato un'intesa sul grano.", [("Agreement", "held", "Russia, Ukraine", None, None)]),
    (
        "Il governo di Bogotà e i guerriglieri delle Farc hanno firmato lunedì una tregua all'Avana.",
        [("Agreement", "held", "Colombia, Revolutionary Armed Forces of Colombia", "Havana", "2023-12-04")],
    ),
    (
        "Stati Uniti e Iran trattano in segreto a Mascate.",
        [("Negotiation", "ongoing", "Iran, United States", "Muscat", None)],
    ),
    (
        "Armenia e Azerbaigian hanno riallacciato il dialogo.",
        [("Negotiation", "held", "Armenia, Azerbaijan", None, None)],
    ),
    ("Il Qatar fa la spola tra Israele e Hamas.", [("Mediation", "ongoing", "Hamas, Israel, Qatar", None, None)]),
    (
        "Domani si alza il sipario sul vertice Nato di Vilnius.",
        [("Summit", "planned", "NATO", "Vilnius", "2023-12-07")],
    ),
    (
        "L'arrivo di Macron a Tel Aviv è previsto per martedì.",
        [("Visit", "planned", "Emmanuel Macron", "Tel Aviv", "2023-12-12")],
    ),
    ("Giorgia Meloni è volata ieri a Kiev.", [("Visit", "held", "Giorgia Meloni, Ukraine", "Kyiv", "2023-12-05")]),
    ("Biden è da ieri in Israele.", [("Visit", "ongoing", "Israel, Joe Biden", "Israel", "2023-12-05/..")]),
    (
        "Di ritorno da Pechino, Borrell ha incontrato Macron.",
        [
            ("Visit", "held", "China, Josep Borrell", "China", None),
            ("Meeting", "held", "Emmanuel Macron, Josep Borrell", None, None),
        ],
    ),
    (
        "L'incontro tra Meloni e Macron è durato due ore.",
        [("Meeting", "held", "Emmanuel Macron, Giorgia Meloni", None, None)],
    ),
    (
        "Faccia a faccia di due ore tra Meloni e Macron, ieri a Roma.",
        [("Meeting", "held", "Emmanuel Macron, Giorgia Meloni", "Rome", "2023-12-05")],
    ),
    (
        "Il bilaterale Meloni-Macron si terrà domani a Roma.",
        [("Meeting", "planned", "Emmanuel Macron, Giorgia Meloni", "Rome", "2023-12-07")],
    ),
    (
        "Il presidente turco Erdogan vedrà domani a Doha l'emiro del Qatar.",
        [("Meeting", "planned", "Recep Tayyip Erdogan, Tamim bin Hamad Al Thani", "Doha", "2023-12-07")],
    ),
    (
        "Domani Erdogan sarà a Budapest da Viktor Orbán.",
        [("Visit", "planned", "Recep Tayyip Erdogan, Viktor Orbán", "Budapest", "2023-12-07")],
    ),
    (
        "Nel pomeriggio Tajani vedrà l'omologo israeliano Eli Cohen.",
        [("Meeting", "planned", "Antonio Tajani, Eli Cohen", None, "2023-12-06")],
    ),
    (
        "Ricevuto ieri al Quirinale il presidente della Slovenia.",
        [("Meeting", "held", "Italy, Natasa Pirc Musar", "Rome", "2023-12-05")],
    ),
    (
        "Mattarella ha ricevuto ieri al Quirinale la presidente della Slovenia, Nataša Pirc Musar.",
        [("Meeting", "held", "Natasa Pirc Musar, Sergio Mattarella", "Rome", "2023-12-05")],
    ),
    ("Von der Leyen è in partenza per il Cairo.", [("Visit", "planned", "Egypt, Ursula von der Leyen", "Cairo", None)]),
    (
        "Putin ha ricevuto al Cremlino il presidente iraniano Raisi.",
        [("Meeting", "held", "Ebrahim Raisi, Vladimir Putin", "Moscow", None)],
    ),
    (
        "Raisi è stato ricevuto ieri al Cremlino da Vladimir Putin.",
        [("Meeting", "held", "Ebrahim Raisi, Vladimir Putin", "Moscow", "2023-12-05")],
    ),
    (
        "Putin ha avuto ieri una lunga conversazione telefonica con Raisi.",
        [("PhoneCall", "held", "Ebrahim Raisi, Vladimir Putin", None, "2023-12-05")],
    ),
    (
        "Putin e Raisi hanno avuto giovedì un colloquio telefonico.",
        [("PhoneCall", "held", "Ebrahim Raisi, Vladimir Putin", None, "2023-11-30")],
    ),
    (
        "A Riad, Putin ha incontrato il principe ereditario Mohammed bin Salman.",
        [("Meeting", "held", "Mohammed bin Salman, Vladimir Putin", "Riyadh", None)],
    ),
    (
        "Mohammed bin Salman ha dato il benvenuto a Putin.",
        [("Meeting", "held", "Mohammed bin Salman, Vladimir Putin", None, None)],
    ),
    (
        "Putin ha fatto visita a Mohammed bin Salman.",
        [("Visit", "held", "Mohammed bin Salman, Vladimir Putin", None, None)],
    ),
    (
        "Il ministro Crosetto è in visita a Washington.",
        [("Visit", "ongoing", "Guido Crosetto, United States", "Washington, D.C.", None)],
    ),
    (
        "Il ministro Crosetto si trova in visita ufficiale a Washington.",
        [("Visit", "ongoing", "Guido Crosetto, United States", "Washington, D.C.", None)],
    ),
    (
        "Meloni e Scholz hanno firmato mercoledì a Berlino un piano d'azione.",
        [("Agreement", "held", "Giorgia Meloni, Olaf Scholz", "Berlin", "2023-12-06")],
    ),
    (
        "Meloni e Scholz firmeranno domani a Berlino un piano d'azione.",
        [("Agreement", "planned", "Giorgia Meloni, Olaf Scholz", "Berlin", "2023-12-07")],
    ),
    (
        "Kiev e Bruxelles hanno avviato i negoziati di adesione.",
        [("Negotiation", "ongoing", "European Union, Ukraine", None, None)],
    ),
    (
        "Si sono conclusi ieri a Ginevra i colloqui tra il governo sudanese e i ribelli.",
        [("Negotiation", "held", "Sudan, rebels", "Geneva", "../2023-12-05")],
    ),
    (
        "I colloqui tra il governo yemenita e i ribelli si sono arenati.",
        [("Negotiation", "held", "Yemen, rebels", None, None)],
    ),
    ("Saltano i negoziati tra Israele e Hamas.", [("Negotiation", "cancelled", "Hamas, Israel", None, None)]),
    (
        "Mosca smentisce un incontro tra Putin e Zelensky.",
        [("Meeting", "denied", "Vladimir Putin, Volodymyr Zelenskyy", None, None)],
    ),
    ("Putin non incontrerà Zelensky.", [("Meeting", "denied", "Vladimir Putin, Volodymyr Zelenskyy", None, None)]),
    (
        "Non è previsto alcun incontro tra Putin e Zelensky.",
        [("Meeting", "denied", "Vladimir Putin, Volodymyr Zelenskyy", None, None)],
    ),
    (
        "Zelensky potrebbe incontrare Xi a gennaio.",
        [("Meeting", "proposed", "Volodymyr Zelenskyy, Xi Jinping", None, "2024-01")],
    ),
    (
        "L'ipotesi di un vertice tra Biden e Putin è tramontata.",
        [("Summit", "cancelled", "Joe Biden, Vladimir Putin", None, None)],
    ),
    ("È stata annullata la visita di Scholz in Cina.", [("Visit", "cancelled", "China, Olaf Scholz", "China", None)]),
    (
        "Erdogan si è offerto di mediare tra Mosca e Kiev.",
        [("Mediation", "proposed", "Recep Tayyip Erdogan, Russia, Ukraine", None, None)],
    ),
    (
        "Erdogan vuole ospitare un vertice tra Putin e Zelensky.",
        [("Summit", "proposed", "Vladimir Putin, Volodymyr Zelenskyy", None, None)],
    ),
    (
        "Secondo il Cremlino, Putin ha parlato con Macron.",
        [("PhoneCall", "held", "Emmanuel Macron, Vladimir Putin", None, None)],
    ),
    (
        "«Ho parlato con Putin», ha detto Macron.",
        [("PhoneCall", "held", "Emmanuel Macron, Vladimir Putin", None, None)],
    ),
    (
        "Lo ha annunciato il Cremlino: Putin incontrerà Xi a Pechino.",
        [("Meeting", "planned", "Vladimir Putin, Xi Jinping", "Beijing", None)],
    ),
    (
        "Putin incontrerà Xi a Pechino, ha annunciato il Cremlino.",
        [("Meeting", "planned", "Vladimir Putin, Xi Jinping", "Beijing", None)],
    ),
    (
        "Putin incontrerà Xi a Pechino, scrive il Financial Times.",
        [("Meeting", "planned", "Vladimir Putin, Xi Jinping", "Beijing", None)],
    ),
    (
        "Stando a Reuters, Putin incontrerà Xi a Pechino.",
        [("Meeting", "planned", "Vladimir Putin, Xi Jinping", "Beijing", None)],
    ),
    (
        "Macron, accompagnato dalla ministra Colonna, è arrivato a Astana.",
        [("Visit", "held", "Emmanuel Macron, Kazakhstan", "Astana", None)],
    ),
    (
        "Macron è arrivato a Gerusalemme con il ministro Lecornu.",
        [("Visit", "held", "Emmanuel Macron, Israel, Sébastien Lecornu", "Jerusalem", None)],
    ),
    (
        "Il vertice Ue-Cina si apre domani a Pechino.",
        [("Summit", "planned", "China, European Union", "Beijing", "2023-12-07")],
    ),
    (
        "Al vertice Ue-Cina di domani Xi incontrerà von der Leyen.",
        [
            ("Meeting", "planned", "Ursula von der Leyen, Xi Jinping", None, "2023-12-07"),
            ("Summit", "planned", "China, European Union", None, "2023-12-07"),
        ],
    ),
    (
        "I Paesi Brics si sono riuniti in agosto a Johannesburg.",
        [("Meeting", "held", "BRICS", "Johannesburg", "2023-08")],
    ),
    (
        "Terminata la visita a Doha, Blinken è partito per Amman.",
        [
            ("Visit", "held", "Antony Blinken, Jordan", "Amman", None),
            ("Visit", "held", "Antony Blinken, Qatar", "Doha", None),
        ],
    ),
    ("Blinken farà tappa anche ad Amman.", [("Visit", "planned", "Antony Blinken, Jordan", "Amman", None)]),
    (
        "«Ho parlato con Putin», ha detto Macron.",
        [("PhoneCall", "held", "Emmanuel Macron, Vladimir Putin", None, None)],
    ),
    (
        "«Ieri ho incontrato Zelensky», ha detto Macron.",
        [("Meeting", "held", "Emmanuel Macron, Volodymyr Zelenskyy", None, "2023-12-05")],
    ),
    (
        "«Riceverò Zelensky a Parigi», ha detto Macron.",
        [("Meeting", "planned", "Emmanuel Macron, Volodymyr Zelenskyy", "Paris", None)],
    ),
    (
        "Meloni è volata a Tripoli con Tajani.",
        [("Visit", "held", "Antonio Tajani, Giorgia Meloni, Libya", "Tripoli", None)],
    ),
    (
        "Macron è arrivato a Gerusalemme con il ministro Lecornu.",
        [("Visit", "held", "Emmanuel Macron, Israel, Sébastien Lecornu", "Jerusalem", None)],
    ),
    ("Hollande è arrivato lunedì a Tel Aviv.", [("Visit", "held", "François Hollande", "Tel Aviv", "2023-12-04")]),
    (
        "Bashar al Assad è stato ieri al Cremlino.",
        [("Visit", "held", "Bashar al-Assad, Russia", "Moscow", "2023-12-05")],
    ),
    (
        "Al Sarraj ha incontrato ieri Erdogan.",
        [("Meeting", "held", "Fayez al-Sarraj, Recep Tayyip Erdogan", None, "2023-12-05")],
    ),
    (
        "È saltato il faccia a faccia tra Macron e Putin, annunciato per sabato a Soci.",
        [("Meeting", "cancelled", "Emmanuel Macron, Vladimir Putin", "Sochi", "2023-12-09")],
    ),
    (
        "È stato rinviato l'incontro tra Macron e Putin, previsto per sabato a Soci.",
        [("Meeting", "postponed", "Emmanuel Macron, Vladimir Putin", "Sochi", "2023-12-09")],
    ),
    (
        "Macron incontrerà Scholz entro l'anno.",
        [("Meeting", "planned", "Emmanuel Macron, Olaf Scholz", None, "../2023-12-31")],
    ),
    (
        "Macron incontrerà Scholz tra una decina di giorni.",
        [("Meeting", "planned", "Emmanuel Macron, Olaf Scholz", None, "2023-12-16")],
    ),
    (
        "Macron ha incontrato Scholz ieri l'altro.",
        [("Meeting", "held", "Emmanuel Macron, Olaf Scholz", None, "2023-12-04")],
    ),
    (
        "Ginevra ha ospitato lunedì i colloqui tra Russia e Ucraina.",
        [("Negotiation", "held", "Russia, Ukraine", "Geneva", "2023-12-04")],
    ),
    (
        "L'ultima volta Xi e Biden si erano visti a Bali nel novembre 2022.",
        [("Meeting", "held", "Joe Biden, Xi Jinping", "Bali", "2022-11")],
    ),
    (
        "Erdogan aveva già incontrato Putin a luglio.",
        [("Meeting", "held", "Recep Tayyip Erdogan, Vladimir Putin", None, "2023-07")],
    ),
    (
        "Erdogan e Putin si vedranno di nuovo a gennaio.",
        [("Meeting", "planned", "Recep Tayyip Erdogan, Vladimir Putin", None, "2024-01")],
    ),
    (
        "Poco prima Meloni aveva ricevuto a Palazzo Chigi il premier albanese Edi Rama.",
        [("Meeting", "held", "Edi Rama, Giorgia Meloni", "Rome", None)],
    ),
    (
        "Siglata ieri a Roma l'intesa tra Italia e Albania sui migranti.",
        [("Agreement", "held", "Albania, Italy", "Rome", "2023-12-05")],
    ),
    ("Firmato a Roma un memorandum tra Italia e Albania.", [("Agreement", "held", "Albania, Italy", "Rome", None)]),
    ("Raggiunto l'accordo tra Israele e Hamas per una tregua.", [("Agreement", "held", "Hamas, Israel", None, None)]),
    ("Tregua prorogata di due giorni tra Israele e Hamas.", [("Agreement", "held", "Hamas, Israel", None, None)]),
    (
        "Ucraina, Zelensky incontra Biden a Washington.",
        [("Meeting", "held", "Joe Biden, Volodymyr Zelenskyy", "Washington, D.C.", None)],
    ),
    (
        "Zelensky vola a Washington.",
        [("Visit", "held", "United States, Volodymyr Zelenskyy", "Washington, D.C.", None)],
    ),
    ("Biden-Xi, vertice a San Francisco.", [("Summit", None, "Joe Biden, Xi Jinping", "San Francisco", None)]),
    (
        "Vertice Biden-Xi a San Francisco il 15 novembre.",
        [("Summit", "held", "Joe Biden, Xi Jinping", "San Francisco", "2023-11-15")],
    ),
    ("Incontro Meloni-Scholz a Berlino.", [("Meeting", None, "Giorgia Meloni, Olaf Scholz", "Berlin", None)]),
    ("Telefonata Biden-Netanyahu.", [("PhoneCall", None, "Benjamin Netanyahu, Joe Biden", None, None)]),
    (
        "Telefonata tra Biden e Netanyahu sugli ostaggi.",
        [("PhoneCall", None, "Benjamin Netanyahu, Joe Biden", None, None)],
    ),
    ("Colloquio telefonico Putin-Raisi.", [("PhoneCall", None, "Ebrahim Raisi, Vladimir Putin", None, None)]),
    ("Blinken atterra in Israele.", [("Visit", "held", "Antony Blinken, Israel", "Israel", None)]),
    ("Blinken atteso in Israele.", [("Visit", "planned", "Antony Blinken, Israel", "Israel", None)]),
    (
        "Ue-Cina, domani il vertice a Pechino.",
        [("Summit", "planned", "China, European Union", "Beijing", "2023-12-07")],
    ),
    ("Salta il vertice Biden-Putin.", [("Summit", "cancelled", "Joe Biden, Vladimir Putin", None, None)]),
    ("Slitta il vertice Biden-Putin.", [("Summit", "postponed", "Joe Biden, Vladimir Putin", None, None)]),
    ("Cena a Parigi tra Macron e Scholz.", [("Meeting", None, "Emmanuel Macron, Olaf Scholz", "Paris", None)]),
    ("Tajani al Cairo, incontro con Shoukry.", [("Meeting", None, "Antonio Tajani, Sameh Shoukry", "Cairo", None)]),
    ("Crosetto incontra l'omologo turco Guler.", [("Meeting", "held", "Guido Crosetto, Yaşar Güler", None, None)]),
    (
        "Il ministro degli Esteri Tajani incontra Blinken a Roma.",
        [("Meeting", "held", "Antonio Tajani, Antony Blinken", "Rome", None)],
    ),
    ("Accordo Mosca-Pechino sul gas.", [("Agreement", None, "China, Russia", None, None)]),
    ("Intesa Italia-Albania sui migranti.", [("Agreement", None, "Albania, Italy", None, None)]),
    ("A Palazzo Chigi è arrivato il premier albanese Edi Rama.", [("Visit", "held", "Edi Rama, Italy", "Rome", None)]),
    (
        "Armenia e Azerbaigian si sono accordati per uno scambio di prigionieri.",
        [("Agreement", "held", "Armenia, Azerbaijan", None, None)],
    ),
    (
        "Macron ha accettato l'invito di Scholz a Berlino.",
        [("Visit", "planned", "Emmanuel Macron, Olaf Scholz", "Berlin", None)],
    ),
    ("Macron ha declinato l'invito a Mosca.", [("Visit", "rejected", "Emmanuel Macron, Russia", "Moscow", None)]),
    ("Ieri a Beirut è sbarcato Crosetto.", [("Visit", "held", "Guido Crosetto, Lebanon", "Beirut", "2023-12-05")]),
    ("Nessun accordo tra Roma e Parigi sui migranti.", [("Agreement", "denied", "France, Italy", None, None)]),
    (
        "Si sono visti il cancelliere Scholz, il ministro Tajani e il segretario di stato americano Antony Blinken.",
        [("Meeting", "held", "Antonio Tajani, Antony Blinken, Olaf Scholz", None, None)],
    ),
    (
        "Il premier si recherà in missione a Kiev.",
        [("Visit", "planned", "Giorgia Meloni, Ukraine", "Kyiv", None)],
    ),
    (
        "Il titolare della Farnesina ha visto Lavrov.",
        [("Meeting", "held", "Antonio Tajani, Sergey Lavrov", None, None)],
    ),
    ("Il capo del Mossad ha visto Lavrov.", [("Meeting", "held", "Israel, Sergey Lavrov", None, None)]),
    (
        "L'inviato americano ha incontrato Putin.",
        [("Meeting", "held", "United States, Vladimir Putin", None, None)],
    ),
    (
        "Obama e Medvedev hanno potuto incontrarsi in disparte.",
        [("Meeting", "held", "Barack Obama, Dmitry Medvedev", None, None)],
    ),
    (
        "Blinken ha informato Zelensky di una telefonata con Putin.",
        [("PhoneCall", None, "Antony Blinken, Vladimir Putin", None, None)],
    ),
    ("Oltre ai Sette sono attesi Modi e Lula.", []),
    ("Biden parlerà in piazza. Da tutta la Francia sono accorsi nella speranza di vederlo dal vivo.", []),
    ("Il comando operativo di vertice interforze ne parlerà con Prodi.", []),
    (
        "La visita di Blinken in Germania sarebbe stata la prima.",
        [("Visit", "planned", "Antony Blinken, Germany", "Germany", None)],
    ),
]


def as_row(mention):
    parties = ", ".join(sorted(p.actor.name for p in mention.participants))
    place, days = mention.place and mention.place.name, mention.time and mention.time.edtf
    return mention.type.value, mention.status and mention.status.value, parties, place, days


@pytest.mark.parametrize(("text", "events"), TOLD)
def test_a_sentence_of_the_press_tells_its_events(text, events):
    found = extract(Document("d", text, "it", date(2023, 12, 6)))
    assert sorted(map(as_row, found), key=str) == sorted(events, key=str)
