"""Every IRI the graph uses, as terms; ``data/ontology/kg.ttl`` declares those of ours and a test keeps both in step."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.model import ActorKind, EventType, Role, Status

NS: Final = "https://w3id.org/summitry/ns#"
BASE: Final = "https://w3id.org/summitry/id/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

PREFIXES: Final[dict[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "id": BASE,
    "kg": NS,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": WIKIDATA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes known to every query and written into every export."""


def term(curie: str) -> NamedNode:
    """Expand ``prefix:local`` with `PREFIXES`; raises KeyError on an unknown prefix."""
    prefix, local = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


# Standard terms.
TYPE: Final = term("rdf:type")
LABEL: Final = term("rdfs:label")
ALT_LABEL: Final = term("skos:altLabel")
NEWS_ARTICLE: Final = term("schema:NewsArticle")
NEWS_MEDIA: Final = term("schema:NewsMediaOrganization")
PERSON: Final = term("schema:Person")
COUNTRY: Final = term("schema:Country")
ORGANIZATION: Final = term("schema:Organization")
PLACE: Final = term("schema:Place")
URL: Final = term("schema:url")
LATITUDE: Final = term("schema:latitude")
LONGITUDE: Final = term("schema:longitude")
START_DATE: Final = term("schema:startDate")
END_DATE: Final = term("schema:endDate")
POSITION: Final = term("schema:position")
SUPER_EVENT: Final = term("schema:superEvent")
IDENTIFIER: Final = term("dcterms:identifier")
TITLE: Final = term("dcterms:title")
ISSUED: Final = term("dcterms:issued")
LANGUAGE: Final = term("dcterms:language")
REPLACED_BY: Final = term("dcterms:isReplacedBy")
PUBLISHER: Final = term("dcterms:publisher")
ANCHOR_OF: Final = term("nif:anchorOf")
BEGIN_INDEX: Final = term("nif:beginIndex")
END_INDEX: Final = term("nif:endIndex")
REFERENCE_CONTEXT: Final = term("nif:referenceContext")
SEM_EVENT: Final = term("sem:Event")
HAS_ACTOR: Final = term("sem:hasActor")
HAS_PLACE: Final = term("sem:hasPlace")
EARLIEST: Final = term("sem:hasEarliestBeginTimeStamp")
LATEST: Final = term("sem:hasLatestEndTimeStamp")
DENOTED_BY: Final = term("gaf:denotedBy")
MEMBER: Final = term("org:member")
ORG_OF: Final = term("org:organization")
XSD_DATE: Final = term("xsd:date")
XSD_DECIMAL: Final = term("xsd:decimal")
XSD_ANY_URI: Final = term("xsd:anyURI")
EDTF_TYPE: Final = term("edtf:EDTF")

# Classes of ours.
EVENT_MENTION: Final = term("kg:EventMention")
PARTICIPATION_CLASS: Final = term("kg:Participation")
ORIGINATION: Final = term("kg:Origination")
RELAY: Final = term("kg:Relay")
LOCATION_CLASS: Final = term("kg:Location")
EVIDENCE_CLASS: Final = term("kg:Evidence")
STATUS_CHANGE: Final = term("kg:StatusChange")
BELIEF_CLASS: Final = term("kg:Belief")
JOIN_CLASS: Final = term("kg:Join")
CLAIM_CLASS: Final = term("kg:Claim")
ENCOUNTER: Final = term("kg:Encounter")
STATE_ENCOUNTER: Final = term("kg:StateEncounter")
GROUP: Final = term("kg:Group")
GATHERING_CLASS: Final = term("kg:Gathering")
TENURE: Final = term("kg:Tenure")
DERIVED_CODE: Final = term("kg:DerivedCode")

# Properties of ours: documents and event mentions.
TEXT_HASH: Final = term("kg:textHash")
MENTIONS_HASH: Final = term("kg:mentionsHash")
READER: Final = term("kg:reader")
OUTLET: Final = term("kg:outlet")
EVENT_TYPE: Final = term("kg:type")
STATUS: Final = term("kg:status")
PARTICIPATION: Final = term("kg:participation")
ATTRIBUTION: Final = term("kg:attribution")
LOCATION: Final = term("kg:location")
EVIDENCE: Final = term("kg:evidence")
ACTOR: Final = term("kg:actor")
ROLE: Final = term("kg:role")
NAME: Final = term("kg:name")
KIND: Final = term("kg:kind")
REPRESENTS: Final = term("kg:represents")
LOCATED_AT: Final = term("kg:place")
IN_COUNTRY: Final = term("kg:country")
EDTF: Final = term("kg:edtf")
GRANULARITY: Final = term("kg:granularity")
ORIGINATOR: Final = term("kg:originator")
RELAYER: Final = term("kg:relayer")
GATHERING: Final = term("kg:gathering")
RULE: Final = term("kg:rule")
SERIAL: Final = term("kg:serial")
BLOCK: Final = term("kg:block")
TRIGGER_BEGIN: Final = term("kg:triggerBegin")
TRIGGER_END: Final = term("kg:triggerEnd")
ASPECT: Final = term("kg:aspect")
ENTRY: Final = term("kg:entry")
MENTION_OF: Final = term("kg:mentionOf")
PARTICIPANT_NAMES: Final = term("kg:participantNames")
ORIGINATOR_NAMES: Final = term("kg:originatorNames")
RELAYER_NAMES: Final = term("kg:relayerNames")

# Properties of ours: events, encounters, actors.
KEY: Final = term("kg:key")
HISTORY: Final = term("kg:history")
BELIEF: Final = term("kg:belief")
KNOWN_SINCE: Final = term("kg:knownSince")
KNOWN_UNTIL: Final = term("kg:knownUntil")
PREVIOUS_STATUS: Final = term("kg:previousStatus")
AS_OF: Final = term("kg:asOf")
REPORTED_BY: Final = term("kg:reportedBy")
JOIN: Final = term("kg:join")
REASON: Final = term("kg:reason")
MENTION_COUNT: Final = term("kg:mentionCount")
DOCUMENT_COUNT: Final = term("kg:documentCount")
OUTLET_COUNT: Final = term("kg:outletCount")
LANGUAGE_COUNT: Final = term("kg:languageCount")
ORIGINATOR_COUNT: Final = term("kg:originatorCount")
CONFLICT: Final = term("kg:conflict")
CLAIM: Final = term("kg:claim")
CLAIMS: Final = term("kg:claims")
SUB_EVENT_OF: Final = term("kg:subEventOf")
BETWEEN: Final = term("kg:between")
PARTY: Final = term("kg:party")
CAMEO: Final = term("kg:cameo")
PLOVER: Final = term("kg:plover")
FIRST: Final = term("kg:first")
SECOND: Final = term("kg:second")
HELD_COUNT: Final = term("kg:heldCount")
CALL_COUNT: Final = term("kg:callCount")
PENDING_COUNT: Final = term("kg:pendingCount")
FIRST_DATE: Final = term("kg:firstDate")
LAST_DATE: Final = term("kg:lastDate")
FIRST_EVENT: Final = term("kg:firstEvent")
LAST_EVENT: Final = term("kg:lastEvent")
OFFICE: Final = term("kg:office")
SINCE: Final = term("kg:since")
UNTIL: Final = term("kg:until")
DIGEST: Final = term("kg:digest")
BUILT_FROM: Final = term("kg:builtFrom")
PENDING: Final = term("kg:pending")

TYPES: Final[dict[EventType, NamedNode]] = {kind: NamedNode(NS + kind.value) for kind in EventType}
STATUSES: Final[dict[Status, NamedNode]] = {status: NamedNode(NS + status.value) for status in Status}
ROLES: Final[dict[Role, NamedNode]] = {role: NamedNode(NS + role.value) for role in Role}
KINDS: Final[dict[ActorKind, NamedNode]] = {
    ActorKind.PERSON: PERSON,
    ActorKind.STATE: COUNTRY,
    ActorKind.ORGANISATION: ORGANIZATION,
    ActorKind.GROUP: GROUP,
}
TYPE_OF: Final[dict[str, EventType]] = {node.value: kind for kind, node in TYPES.items()}
"""These four are the way back, from the IRI."""
STATUS_OF: Final[dict[str, Status]] = {node.value: status for status, node in STATUSES.items()}
ROLE_OF: Final[dict[str, Role]] = {node.value: role for role, node in ROLES.items()}
KIND_OF: Final[dict[str, ActorKind]] = {node.value: kind for kind, node in KINDS.items()}
BROADER: Final[dict[EventType, EventType]] = {EventType.SUMMIT: EventType.MEETING}
"""Event classes below another event class; an instance is typed with both."""


def lexical(node: object) -> str:
    """IRI of a node or lexical form of a literal; raises TypeError for anything else."""
    if isinstance(node, NamedNode | Literal):
        return node.value
    raise TypeError(f"neither an IRI nor a literal: {node}")


def local_name(node: NamedNode) -> str:
    """Part of an IRI of ours after the ``#``.

    >>> local_name(NamedNode(NS + "held"))
    'held'
    """
    return node.value.rpartition("#")[2]
