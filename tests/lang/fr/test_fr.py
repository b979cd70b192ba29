from datetime import date

import cases
import pytest

from kg.model import Document
from kg.pipeline import extract


@pytest.mark.parametrize("row", cases.ids("negatives", "fr"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "fr"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


def test_the_cases_reach_their_floors():
    cases.floors("fr")


def test_a_first_name_is_no_holiday():
    text = "Jean-Noël Barrot a rencontré Marco Rubio mardi à Washington."
    (mention,) = extract(Document("d", text, "fr", date(2025, 4, 9)))
    assert mention.time.edtf == "2025-04-08"


#: What the press says for meeting, going and agreeing, of 6 December 2023: type, status, parties, place and day.
PRESS = {
    "Emmanuel Macron et Olaf Scholz dînèrent ensemble mardi à Meseberg.": (
        "Meeting held", "Emmanuel Macron, Olaf Scholz", "Meseberg", "2023-12-05"),
    "Sergueï Lavrov et Antony Blinken ont dîné lundi soir à Genève.": (
        "Meeting held", "Antony Blinken, Sergey Lavrov", "Geneva", "2023-12-04"),
    "Emmanuel Macron a eu Volodymyr Zelensky à dîner mardi à l'Élysée.": (
        "Meeting held", "Emmanuel Macron, Volodymyr Zelenskyy", "Paris", "2023-12-05"),
    "Xi Jinping a déroulé le tapis rouge à Nicolas Maduro mardi à Pékin.": (
        "Meeting held", "Nicolás Maduro, Xi Jinping", "Beijing", "2023-12-05"),
    "Rendez-vous est pris en janvier à Bruxelles entre Aleksandar Vucic et Albin Kurti.": (
        "Meeting planned", "Albin Kurti, Aleksandar Vučić", "Brussels", "2024-01"),
    "Emmanuel Macron et Xi Jinping ont passé quatre heures ensemble lundi à Paris.": (
        "Meeting held", "Emmanuel Macron, Xi Jinping", "Paris", "2023-12-04"),
    "Pas de rencontre entre Joe Biden et Xi Jinping à San Francisco": (
        "Meeting denied", "Joe Biden, Xi Jinping", "San Francisco", None),
    "Emmanuel Macron caresse l'espoir de rencontrer Ali Khamenei.": (
        "Meeting proposed", "Ali Khamenei, Emmanuel Macron", None, None),
    "Le roi Charles III séjourne depuis lundi au Kenya.": (
        "Visit ongoing", "Charles III, Kenya", "Kenya", "2023-12-04/.."),
    "Annalena Baerbock a gagné lundi Pékin.": ("Visit held", "Annalena Baerbock, China", "Beijing", "2023-12-04"),
    "Annalena Baerbock a fait étape lundi à Kiev.": ("Visit held", "Annalena Baerbock, Ukraine", "Kyiv", "2023-12-04"),
    "Reçue mardi à l'Élysée, Giorgia Meloni a parlé de l'Ukraine.": (
        "Meeting held", "France, Giorgia Meloni", "Paris", "2023-12-05"),
    "Le chancelier Olaf Scholz a quitté Berlin lundi soir pour Washington.": (
        "Visit held", "Olaf Scholz, United States", "Washington, D.C.", "2023-12-04"),
    "L'avion de Giorgia Meloni s'est posé lundi à Tunis.": (
        "Visit held", "Giorgia Meloni, Tunisia", "Tunis", "2023-12-04"),
    "Emmanuel Macron a décroché son téléphone mardi pour appeler Vladimir Poutine.": (
        "PhoneCall held", "Emmanuel Macron, Vladimir Putin", None, "2023-12-05"),
    "Emmanuel Macron sera le premier président français à se rendre en Arménie depuis 2006.": (
        "Visit planned", "Armenia, Emmanuel Macron", "Armenia", None),
    "Paris et Berlin ont fini par s'entendre mardi sur le budget européen.": (
        "Agreement held", "France, Germany", None, "2023-12-05"),
    "La venue de Vladimir Poutine à Pékin a été annulée.": (
        "Visit cancelled", "China, Vladimir Putin", "Beijing", None),
    "Emmanuel Macron a pris l'avion lundi pour Beyrouth.": (
        "Visit held", "Emmanuel Macron, Lebanon", "Beirut", "2023-12-04"),
    "Emmanuel Macron et Recep Tayyip Erdogan ont eu un échange de près d'une heure lundi.": (
        "Meeting held", "Emmanuel Macron, Recep Tayyip Erdogan", None, "2023-12-04"),
    "Ukraine : Volodymyr Zelensky rencontrera Joe Biden lundi à Washington": (
        "Meeting planned", "Joe Biden, Volodymyr Zelenskyy", "Washington, D.C.", "2023-12-11"),
    "Xi Jinping a réservé à Moscou son premier déplacement à l'étranger.": (
        "Visit held", "Russia, Xi Jinping", "Moscow", None),
    "Donald Trump a fait une croix sur sa visite à Londres.": (
        "Visit cancelled", "Donald Trump, United Kingdom", "London", None),
    "La visite du pape François en Hongrie est remise à plus tard.": (
        "Visit postponed", "Hungary, Pope Francis", "Hungary", None),
    "Vladimir Poutine et Recep Tayyip Erdogan ont signé lundi à Sotchi une série de textes.": (
        "Agreement held", "Recep Tayyip Erdogan, Vladimir Putin", "Sochi", "2023-12-04"),
    "L'Éthiopie et l'Érythrée ont fait la paix en 2018.": ("Agreement held", "Eritrea, Ethiopia", None, "2018"),
    "Les négociateurs russes et ukrainiens se sont assis à la même table lundi à Istanbul.": (
        "Negotiation held", "Russia, Ukraine", "Istanbul", "2023-12-04"),
    "Josep Borrell fait la navette depuis lundi entre Belgrade et Pristina.": (
        "Mediation ongoing", "Josep Borrell, Kosovo, Serbia", None, "2023-12-04/.."),
    "A la Maison-Blanche, Joe Biden a reçu mardi Olaf Scholz.": (
        "Meeting held", "Joe Biden, Olaf Scholz", "Washington, D.C.", "2023-12-05"),
    "Washington a dépêché un émissaire à Kiev.": ("Visit held", "Ukraine, United States", "Kyiv", None),
    "Vladimir Poutine a envoyé son ministre de la Défense à Pyongyang.": (
        "Visit held", "North Korea, Sergei Shoigu", "Pyongyang", None),
    "Le pape a foulé mardi le sol cubain.": ("Visit held", "Cuba, Pope Francis", "Cuba", "2023-12-05"),
    "Emmanuel Macron s'est entretenu de l'Ukraine avec Olaf Scholz.": (
        "Meeting held", "Emmanuel Macron, Olaf Scholz", None, None),
    "Le président turc a évoqué la crise syrienne avec son homologue russe.": (
        "Negotiation held", "Recep Tayyip Erdogan, Vladimir Putin", None, None),
    "L'Arabie saoudite accueillera lundi des pourparlers russo-américains.": (
        "Negotiation planned", "Russia, United States", "Saudi Arabia", "2023-12-11"),
    "Recevant à l'Élysée le président sénégalais, Emmanuel Macron a promis son soutien.": (
        "Meeting held", "Emmanuel Macron, Macky Sall", "Paris", None),
    "Moscou et Kiev se sont entendus jeudi à Istanbul.": (
        "Agreement held", "Russia, Ukraine", "Istanbul", "2023-11-30"),
    "Des représentants de Kinshasa et des délégués du M23 ont paraphé un texte à Doha.": (
        "Agreement held", "Democratic Republic of the Congo, March 23 Movement", "Doha", None),
    "Le ministre Durand a reçu mardi son homologue russe Sergueï Lavrov.": (
        "Meeting held", "Durand, Sergey Lavrov", None, "2023-12-05"),
    "La première visite officielle du président Erdogan à Paris a eu lieu en mars.": (
        "Visit held", "France, Recep Tayyip Erdogan", "Paris", "2023-03"),
    "Emmanuel Macron a rencontré le locataire de la Maison Blanche.": (
        "Meeting held", "Emmanuel Macron, Joe Biden", None, None),
    "Pologne : visite du président français à Cracovie, lundi": (
        "Visit held", "Emmanuel Macron", "Krakow", "2023-12-04"),
    "Antony Blinken s'est par exemple rendu à Ryad en mars.": (
        "Visit held", "Antony Blinken, Saudi Arabia", "Riyadh", "2023-03"),
    "Le président nigérien a quitté Niamey mardi à destination de Bamako.": (
        "Visit held", "Abdourahamane Tchiani, Mali", "Bamako", "2023-12-05"),
    "Le président de la République islamique de Mauritanie, Mohamed Ould Cheikh El Ghazouani, a reçu mardi"
    " Catherine Colonna à Nouakchott.": (
        "Meeting held", "Catherine Colonna, Mohamed Ould Ghazouani", "Nouakchott", "2023-12-05"),
    "Le président français est revenu au Liban mardi.": (
        "Visit held", "Emmanuel Macron, Lebanon", "Lebanon", "2023-12-05"),
    "Emmanuel Macron et Olaf Scholz ont évoqué mardi la situation au Sahel.": (
        "Negotiation held", "Emmanuel Macron, Olaf Scholz", None, "2023-12-05"),
    "Olaf Scholz a discuté lundi des relations avec la Russie avec Joe Biden.": (
        "Negotiation held", "Joe Biden, Olaf Scholz", None, "2023-12-04"),
    "Les négociations sur l'adhésion de la Turquie à l'Union européenne ont repris mardi.": (
        "Negotiation ongoing", "European Union, Turkey", None, "2023-12-05/.."),
    "La rencontre entre Macron et Poutine mardi à Moscou a été longue.": (
        "Meeting held", "Emmanuel Macron, Vladimir Putin", "Moscow", "2023-12-05"),
    "La rencontre entre Macron et Poutine mardi à Moscou n'a pas été facile.": (
        "Meeting held", "Emmanuel Macron, Vladimir Putin", "Moscow", "2023-12-05"),
    "La rencontre entre Macron et Poutine mardi à Moscou n'a pas suffi.": (
        "Meeting held", "Emmanuel Macron, Vladimir Putin", "Moscow", "2023-12-05"),
    "Rabat et Madrid ont convenu mardi de l'ouverture de la frontière.": (
        "Agreement held", "Morocco, Spain", None, "2023-12-05"),
    "Emmanuel Macron rencontre jeudi à Berlin Olaf Scholz.": (
        "Meeting planned", "Emmanuel Macron, Olaf Scholz", "Berlin", "2023-12-07"),
    "Emmanuel Macron visite jeudi Berlin.": ("Visit planned", "Emmanuel Macron, Germany", "Berlin", "2023-12-07"),
    "Olaf Scholz a discuté lundi du conflit commercial avec la Chine avec Joe Biden.": (
        "Negotiation held", "Joe Biden, Olaf Scholz", None, "2023-12-04"),
    "Emmanuel Macron a effectué mardi une visite en Arménie, alliée traditionnelle de la Russie.": (
        "Visit held", "Armenia, Emmanuel Macron", "Armenia", "2023-12-05"),
}  # fmt: skip


@pytest.mark.parametrize("text", PRESS)
def test_the_words_of_the_press(text):
    (mention,) = extract(Document("d", text, "fr", date(2023, 12, 6)))
    who = ", ".join(sorted(p.actor.name for p in mention.participants))
    place, day = mention.place and mention.place.name, mention.time and mention.time.edtf
    assert (f"{mention.type.value} {mention.status.value}", who, place, day) == PRESS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Les deux équipes étaient à égalité après un sprint en tête à tête entre le Français et l'Allemand.",
        "Le préfet et le maire ont dîné mardi à Lyon avec les signataires de la convention.",
        "L'entreprise a obtenu un accord de ses créanciers et signé un contrat avec son fournisseur.",
    ],
)
def test_the_like_without_diplomacy_prints_nothing(text):
    assert extract(Document("d", text, "fr", date(2023, 12, 6))) == []


def test_where_a_tour_has_led_is_a_visit_to_each():
    text = "Antony Blinken a achevé mardi à Doha la tournée qui l'a mené en Israël et en Jordanie."
    mentions = extract(Document("d", text, "fr", date(2023, 12, 6)))
    told = {
        (m.status.value, *(p.actor.name for p in m.participants if p.actor.name != "Antony Blinken")) for m in mentions
    }
    assert {("held", "Israel"), ("held", "Jordan")} <= told
