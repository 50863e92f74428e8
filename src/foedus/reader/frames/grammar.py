"""The grammar of a parse, from token to token: who is the subject, what a preposition governs, what modifies a noun.

The parse is spaCy's (English labels of its small model), as `tree` keeps it. What is found is nobody's to change.
"""

from collections.abc import Callable

from foedus.reader.frames.tree import Token, kept

CLAUSES = frozenset(["relcl", "advcl", "ccomp", "acl", "csubj", "parataxis"])
MODIFIERS = frozenset(["amod", "compound", "poss", "nmod", "nummod", "npadvmod"])
SUBJECTS = frozenset(["nsubj", "csubj"])
PASSIVE = frozenset(["nsubjpass", "csubjpass"])
ANY_SUBJECT = SUBJECTS | PASSIVE
VERBS = frozenset(["VERB", "AUX"])
_RELATIVE = frozenset(["which", "that", "who", "whom"])


@kept
def lemma_of(token: Token) -> str:
    """A token's lemma in small letters; of "bases" that of the soldiers', not of the reasons'."""
    return "base" if token.lower_ == "bases" else str(token.lemma_).lower()


@kept
def instances(noun: Token) -> list[Token]:
    """Who is given as an instance: "countries like Chad", "countries such as Chad", "neighbours, including Chad"."""
    return [
        end
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in ("like", "as", "including", "namely")
        for end in child.children
        if end.dep_ == "pobj"
    ]


@kept
def joined(token: Token) -> list[Token]:
    """A token and those that "and" joins to it."""
    return [token, *(one for child in token.children if child.dep_ == "conj" for one in joined(child))]


@kept
def subjects(verb: Token) -> list[Token]:
    """Who does it: of a passive the agent; of a relative clause the noun it hangs on; borrowed along "and"."""
    passive = any(child.dep_ in PASSIVE or child.dep_ in ("auxpass", "agent") for child in verb.children)
    if passive or _is_participle(verb):
        return [end for child in verb.children if child.dep_ == "agent" for end in child.children if end.dep_ == "pobj"]
    own = [_meant(child, verb) for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return own
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [verb.head]
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in _PAPERS:
        return doers(verb.head) or [verb.head]
    if verb.dep_ in ("acl", "relcl") and any(child.lower_ == "to" for child in verb.children):
        return said_of(verb.head) if verb.head.dep_ == "attr" else [verb.head]
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head != verb and verb.head.pos_ in VERBS:
        return _borrowed(verb.head)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ in ("accuse", "suspect", "blame", "stop", "prevent", "bar"):
        return objects(verb.head.head)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in VERBS:
        return subjects(verb.head.head)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in _PAPERS:
        return doers(verb.head.head)
    return []


_PAPERS = frozenset(
    ["agreement", "contract", "deal", "memorandum", "accord", "pact", "arrangement", "plan", "order", "licence",
     "license", "right", "permission", "letter", "protocol", "decision", "offer", "promise", "pledge", "proposal"]
)  # fmt: skip
"""Nouns for what somebody signs or makes, who then does what it is about: "signed a contract to build"."""


def _is_participle(verb: Token) -> bool:
    """Whether a verb is a participle on a noun, whatever a parse hangs on it: not one that "has" makes a tense."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod"):
        return False
    return not any(child.dep_ in SUBJECTS or child.lower_ in ("has", "have", "had") for child in verb.children)


def _borrowed(verb: Token) -> list[Token]:
    """The subject that a verb lends to one joined to it: of a passive whom it was done to."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        own = _passive_subject(verb)
        if not own and verb.dep_ == "conj" and verb.head.pos_ in VERBS:
            return _borrowed(verb.head)
        return own or subjects(verb)
    return subjects(verb) or _passive_subject(verb)


def _passive_subject(verb: Token) -> list[Token]:
    return [_meant(child, verb) for child in verb.children if child.dep_ in PASSIVE]


_GIVING = frozenset(
    ["give", "offer", "grant", "promise", "lend", "award", "send", "sell", "hand", "pay", "allot", "deny", "refuse",
     "bring", "gift", "accord", "pledge", "assign", "allocate", "guarantee", "allow", "teach", "loan", "lease", "issue"]
)  # fmt: skip
"""Verbs with two objects, of which a passive keeps the second: "was given two boats"."""


def _kept(verb: Token) -> list[Token]:
    """What a passive verb of giving keeps as its object, its subject being whom it was given to."""
    passive = verb.tag_ == "VBN" and (
        verb.dep_ == "acl" or any(child.dep_ in PASSIVE or child.dep_ == "auxpass" for child in verb.children)
    )
    if not passive or verb.lemma_ not in _GIVING:
        return []
    return [child for child in verb.children if child.dep_ in ("dobj", "oprd") and child.i > verb.i]


def receivers(verb: Token) -> list[Token]:
    """To whom: "gave Chad two boats", "Chad was given two boats"."""
    own = [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    if own or not _kept(verb):
        return own
    if verb.dep_ == "acl":
        return [verb.head]
    if verb.dep_ == "conj" and not _passive_subject(verb):
        return _passive_subject(verb.head)
    return _passive_subject(verb)


@kept
def objects(verb: Token) -> list[Token]:
    """What it is done to: of a passive its subject; of a participle or relative clause the noun it hangs on."""
    if kept := _kept(verb):
        return kept
    passive = _passive_subject(verb)
    if passive:
        return passive
    if _is_participle(verb):
        return [_just_before(verb) or verb.head]
    own = [_meant(child, verb) for child in verb.children if child.dep_ in ("dobj", "attr", "oprd")]
    if not own and _hangs_loose(verb):
        return _passive_subject(verb.head) or subjects(verb.head)
    if not own and _stranded(verb):
        return [verb.nbor(-1)]
    if not own and verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.head.children):
        return _passive_subject(verb.head)
    if not own and verb.dep_ == "xcomp" and any(child.dep_ == "auxpass" for child in verb.children):
        return _passive_subject(verb.head) or subjects(verb.head)  # "boats that are to be delivered"
    if not own and verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VBN" and verb.head.dep_ == "acl":
        return objects(verb.head)
    return own


def _stranded(verb: Token) -> bool:
    """Whether a participle stands right behind its noun and the parse hangs it elsewhere: "jets bought from Chad"."""
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or not verb.i or verb.nbor(-1).pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(child.dep_ in ("aux", "auxpass", "mark", "nsubj", "nsubjpass") for child in verb.children)


def _hangs_loose(participle: Token) -> bool:
    """Whether a participle is said of the subject of the verb beside it: "Founded in 1990, the bloc has ten"."""
    aids = ("aux", "auxpass", "nsubj", "nsubjpass")
    bare = participle.tag_ == "VBN" and participle.dep_ == "advcl"
    return bare and participle.head.pos_ in VERBS and not any(child.dep_ in aids for child in participle.children)


def _just_before(participle: Token) -> Token | None:
    """The name that a participle stands behind in a list: "Aer, founded in 1990, Bor, founded in 1991, and Cyn"."""
    if participle.i < 2 or participle.nbor(-1).text != ",":
        return None
    name = participle.nbor(-2)
    return name if name.pos_ == "PROPN" and name.dep_ in ("appos", "conj") else None


def _meant(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; else the token itself."""
    if token.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return token


def _whom(end: Token, verb: Token) -> Token:
    """The noun that a relative pronoun after a preposition stands for: "a country with which it trades"."""
    while verb.dep_ in ("xcomp", "prep", "pobj") and verb.head != verb:
        verb = verb.head
    if end.lower_ not in _RELATIVE or verb.dep_ != "relcl":
        return end
    said = said_of(verb.head) if verb.head.dep_ == "attr" else []
    return said[0] if said else verb.head


def relative(pronoun: Token) -> list[Token]:
    """The noun that a relative pronoun anywhere in a relative clause stands for: "Peru, whose navy has ships"."""
    here = pronoun
    while here.head != here and here.dep_ != "relcl":
        here = here.head
    return [here.head] if here.dep_ == "relcl" else []


def _held(noun: Token, depth: int = 2) -> list[Token]:
    """What a noun is of or for: a parse hangs on it what belongs to the noun, "the sale of tanks to Chad"."""
    ends = [
        end
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "on", "in")
        for end in child.children
        if end.dep_ == "pobj"
    ]
    return ends + ([inner for end in ends for inner in _held(end, depth - 1)] if depth > 1 else [])


def governed(token: Token, preposition: str) -> list[Token]:
    """What a preposition governs, on the token itself, on its object, or on the verb that it is the object of."""
    return _governed(token).get(preposition, [])


@kept
def _governed(token: Token) -> dict[str, list[Token]]:
    """What all prepositions govern: but what "of" does only right there, not on what is held."""
    places = [token]
    if token.pos_ in VERBS:
        places += objects(token)
    else:
        places += [child for child in token.children if child.dep_ in ("acl", "relcl")]
    if token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ in VERBS:
        places.append(token.head)
    held = [inner for place in places if place.pos_ not in VERBS for inner in _held(place)]
    found: dict[str, list[Token]] = {}
    for at, place in enumerate([*places, *held]):
        for child in place.children:
            if child.dep_ in ("prep", "dative", "agent", "prt"):
                ends: dict[str, list[Token]] = {}
                for one in joined(child):  # "at sea and in Oman"
                    ends.setdefault(one.lower_, []).extend(_whom(end, place) for end in _ends(one))
                for preposition, more in ends.items():
                    if preposition != "of" or at < len(places):
                        there = found.setdefault(preposition, [])
                        there += [end for end in more if end not in there]
    return found


def _ends(preposition: Token) -> list[Token]:
    """What a preposition governs, alone or with a second one: "in Oman", "out of Oman", "along with Oman"."""
    own = [end for end in preposition.children if end.dep_ in ("pobj", "pcomp")]
    second = [
        child for child in preposition.children if child.dep_ == "prep" and preposition.lower_ in ("out", "along")
    ]
    return own or [end for child in second for end in child.children if end.dep_ == "pobj"]


@kept
def modifiers(noun: Token) -> list[Token]:
    """What stands before a noun and modifies it: "Russian-Chinese naval exercises", "Norway's"."""
    found = []
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            found.append(child)
            found += [inner for inner in child.children if inner.dep_ in MODIFIERS]
    return found


@kept
def owners(noun: Token) -> list[Token]:
    """Whose it is: also where the parse hangs the owner on a word of the name: "Chad's L-39 aircraft"."""
    inner = [child for child in noun.children if child.dep_ in ("compound", "amod", "nmod")]
    return [child for part in (noun, *inner) for child in part.children if child.dep_ == "poss"]


@kept
def said_of(noun: Token) -> list[Token]:
    """What a noun is said to be: "X is a supplier", "X, a member", "as a member, X", "the ally X"."""
    if noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN") and noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ in ("attr", "oprd"):
        return subjects(noun.head) or _passive_subject(noun.head)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        return [child for child in noun.head.children if child.dep_ == "attr"]
    if noun.dep_ == "conj" and noun.head.dep_ == "attr":
        return said_of(noun.head)
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in ("one", "two", "some", "part", "both")
    ):
        return said_of(noun.head.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        above = noun.head.head
        if above.pos_ in VERBS:
            return subjects(above) + _passive_subject(above)
        return [above]
    if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
        return [noun.head]
    return [child for child in noun.children if child.dep_ == "appos"]


@kept
def governors(token: Token) -> list[Token]:
    """The verbs above a token, nearest first, up to its clause's end."""
    found: list[Token] = []
    here = token
    while here.head != here:
        here = here.head
        if here.pos_ in VERBS:
            low, high = sorted((token.i, here.i))
            if any(";" in part.text for part in token.doc.tokens[low:high]):
                break
            found.append(here)
            if here.dep_ in ("relcl", "ROOT", "advcl"):
                break
    return found


_ASIDE = frozenset(
    [
        "following",
        "after",
        "before",
        "during",
        "despite",
        "under",
        "since",
        "given",
        "including",
        "among",
        "because",
        "amid",
        "besides",
        "beyond",
        "with",
        "without",
        "through",
        "as",
        "from",
        "until",
    ]
)


@kept
def doers(noun: Token) -> list[Token]:
    """The subject of the verb that a noun completes: "took delivery of"; not of one that it only goes along with."""
    here = noun
    while here.dep_ in ("pobj", "prep", "conj", "compound") and here.head != here:
        if here.dep_ == "prep" and here.lower_ in _ASIDE:
            return []
        here = here.head
    if here.dep_ not in ("dobj", "attr", "prep", "oprd") and here.pos_ not in VERBS:
        return []
    return [who for verb in governors(noun)[:1] for who in subjects(verb)]


@kept
def misread(token: Token) -> bool:
    """Whether a verb that ends a relative clause has been taken for a noun: "a plan which Chad blocks"."""
    if token.tag_ != "NNS" or token.i < 2:
        return False
    return token.dep_ == "relcl" or token.nbor(-2).lower_ in ("which", "that", "whom")


def verbs(token: Token) -> list[Token]:
    """The verb above a token, and the one that it stands for: "is to be built", "continues to grow"."""
    above = governors(token)[:1]
    return above + [child for verb in above if token.i < verb.i for child in verb.children if child.dep_ == "xcomp"]


@kept
def clause(token: Token) -> list[Token]:
    """The tokens of the clause that a token stands in, without clauses inside it."""
    top = token
    while top.head != top and top.dep_ not in CLAUSES:
        top = top.head

    found = [top]
    for here in found:  # grows on the way
        found += [child for child in here.children if child.dep_ not in CLAUSES]
    return sorted(found, key=position)


def position(token: Token) -> int:
    """Where a token stands in its text."""
    return token.i


def bounds(token: Token) -> bool:
    """Whether a clause of its own begins at a word: also that of a verb that "and" joins to another."""
    return token.dep_ in CLAUSES or (token.dep_ == "conj" and token.pos_ in VERBS)


@kept
def own_clause(token: Token) -> list[Token]:
    """The tokens of the clause that a token stands in, without what "and" joins to its verb as a clause of its own."""
    above = {token.i}
    top = token
    while top.head != top and not bounds(top):
        top = top.head
        above.add(top.i)

    found = [top]
    for here in found:  # grows on the way
        found += [child for child in here.children if not bounds(child) or child.i in above]
    return sorted(found, key=position)


@kept
def alone(verb: Token) -> list[Token]:
    """A verb with all that hangs on it, without what "and" joins to it as a clause of its own."""
    own = (child for child in verb.children if child.dep_ != "conj" or child.pos_ not in VERBS)
    return [verb, *(one for child in own for one in child.subtree)]


@kept
def simple_past(token: Token) -> bool:
    """Whether a word, or the verb above it, tells what happened: "sent", "was signed", not "has sent", "had signed"."""
    here = token
    while True:
        if here.pos_ in VERBS:
            told = _tells(here)
            if told is not None or (here.dep_ == "acl" and here.tag_ != "VB"):  # "expressed a desire to send"
                return bool(told)
        if here.head == here or (here.dep_ == "acl" and here.tag_ != "VB"):
            return False
        here = here.head


def _tells(verb: Token) -> bool | None:
    """Whether a verb stands in the simple past; None where it is no finite verb."""
    aids = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    finite = [child for child in aids if child.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    if finite:
        return all(child.tag_ == "VBD" and child.lower_ != "had" for child in finite)
    if verb.lemma_ in ("total", "amount") and verb.tag_ in ("VBZ", "VBP"):
        return True  # a sum is of the time of which the text tells
    return {"VBD": True, "VBZ": False, "VBP": False}.get(verb.tag_)


def _children(*deps: str) -> Callable[[Token], list[Token]]:
    return lambda token: [child for child in token.children if child.dep_ in deps]


STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "self": lambda token: [token],
    "subject": subjects,
    "object": objects,
    "poss": owners,
    "mod": modifiers,
    "head": lambda token: [] if token.head == token else [token.head],
    "verb": verbs,
    "appos": _children("appos"),
    "complement": _children("attr", "acomp"),
    "pobj": _children("pobj"),
    "num": _children("nummod", "quantmod"),
    "part": _children("acl", "relcl"),
    "goal": _children("xcomp", "advcl", "ccomp"),
    "doer": doers,
    "iobj": receivers,
    "is": said_of,
    "noun": lambda token: [token.head] if token.dep_ in ("acl", "relcl", "amod") else [],
}
"""What a step that is no preposition leads to."""
