"""What the register keeps, as values. Rows come in and go out of the register only as these."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Reading, Regime, Trigger
from otklik.law.terms import Term, Unit


class OperatorForm(StrEnum):
    """Who the operator is; decides letterhead, signature and the first person of letters."""

    SOLE_PROPRIETOR = "ИП"
    COMPANY = "ООО"

    @property
    def usual_person(self) -> str:
        """How letters usually speak: «я» of one person, «мы» of a company."""
        return "я" if self is OperatorForm.SOLE_PROPRIETOR else "мы"


class LetterheadForm(StrEnum):
    """How the letterhead stands: in the upper left corner, or across the sheet (ГОСТ Р 7.0.97, 3.3)."""

    CORNER = "corner"
    LONGITUDINAL = "longitudinal"


class Gender(StrEnum):
    """Grammatical gender for greeting and cases of a name."""

    MALE = "m"
    FEMALE = "f"


class Channel(StrEnum):
    """How a letter came in; `own`: nobody wrote, the operator found it himself."""

    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"
    PHONE = "phone"
    ACCOUNT = "account"
    OWN = "own"


SPOKEN = frozenset({Channel.IN_PERSON, Channel.PHONE})
"""Channels of what was said: the text of such a case was written by the clerk."""


class CaseStatus(StrEnum):
    """Where a case stands. Nothing is deleted: a case entered by mistake is annulled with a reason."""

    OPEN = "open"
    CLOSED = "closed"
    ANNULLED = "annulled"


class LetterState(StrEnum):
    """Draft may change; issued never does; annulled was issued and is void, its number stays used."""

    DRAFT = "draft"
    ISSUED = "issued"
    ANNULLED = "annulled"


class AttachmentRole(StrEnum):
    """What a file is to its case."""

    ORIGINAL = "original"
    ATTACHMENT = "attachment"
    PROOF = "proof"
    IDENTITY_PAPER = "identity_paper"


@dataclass(frozen=True, slots=True)
class Operator:
    """Оператор: profile, requisites, facts of processing, policy terms. Empty text and tuples mean «not filled in».

    Attributes:
        id: row id; 0 while not stored.
        form: ИП or ООО; `None` while unknown.
        name: full name as on the letterhead: «Фамилия Имя Отчество» of an ИП without the words «Индивидуальный
            предприниматель», «ООО «Название»» of a company.
        inn, kpp, ogrn: requisites as typed; control digits are warned about, never enforced. `ogrn` is ОГРНИП of an ИП.
        address: postal address in one line, index included.
        signer_position: «Генеральный директор»; not used for an ИП.
        signer_name: «Фамилия Имя Отчество» of who signs; an ИП signs himself.
        first_person: «я» or «мы» (an ИП may choose; a company is «мы»).
        executor: full name and phone of who prepared letters, for the foot of the sheet.
        letterhead, okpo: how it stands on the sheet (`corner` or `longitudinal`); code of the organisation for it.
        policy_days, policy_unit: the policy term from receipt, of claims and of whatever has no term of its own.
        policy_clause: clause of the policy it comes from.
        request_term, request_clause: the policy's own term for all that is no claim; `None` where it has none.
        rights, channels: kinds the policy grants, and how it lets people write.
        purposes, legal_grounds, data_categories, sources, recipients, processors, methods, measures: answer items of
            ст. 14 ч. 7, one phrase each, lower case, without a full stop.
        storage_term: how long data are kept, a phrase.
        cross_border: whether data go abroad; `None` while not answered.
        database_location: where the database is, a phrase.
        automated_decisions: whether decisions are made by machine alone; `None` while not answered.
    """

    id: int = 0
    form: OperatorForm | None = None
    name: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    rkn_number: str = ""
    address: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    signer_position: str = ""
    signer_name: str = ""
    first_person: str = "мы"
    executor: str = ""
    letterhead: LetterheadForm = LetterheadForm.CORNER
    okpo: str = ""
    policy_days: int = 30
    policy_unit: Unit = Unit.WORKING_DAYS
    policy_clause: str = ""
    request_term: Term | None = None
    request_clause: str = ""
    rights: tuple[Kind, ...] = ()
    channels: tuple[Channel, ...] = ()
    purposes: tuple[str, ...] = ()
    legal_grounds: tuple[str, ...] = ()
    data_categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    storage_term: str = ""
    cross_border: bool | None = None
    database_location: str = ""
    automated_decisions: bool | None = None


@dataclass(frozen=True, slots=True)
class PolicyText:
    """The privacy policy an operator's profile was read from.

    Attributes:
        name: of its file; empty where the text was pasted.
        sha256: hex digest of the file, or of the pasted text in UTF-8.
        text: as it was read.
    """

    operator_id: int
    name: str
    read_on: date
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Субъект ПДн: the person whose data it is about (or the company that claims).

    Attributes:
        id: row id; 0 while not stored.
        full_name: «Фамилия Имя Отчество» in the nominative, or the name of an organisation.
        gender: set by the user where he corrected the guess; else `None`.
        dative: the user's correction of the addressee line («Калинину И. П.»); empty means «decline it».
        genitive: the same of the full name in the genitive («Калинина Ивана Петровича»).
        address: postal address in one line.
        organisation: True for a company (a claim of a business, an authority): its name is not declined.
        anonymised_on: day its details were taken out for good; `None` while they are kept.
    """

    id: int = 0
    full_name: str = ""
    gender: Gender | None = None
    dative: str = ""
    genitive: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    organisation: bool = False
    anonymised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """Представитель: who writes for the subject, and by what authority (доверенность, parent)."""

    id: int = 0
    full_name: str = ""
    authority: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    anonymised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Обращение: one incoming letter and all that follows.

    Attributes:
        id: row id; 0 while not stored.
        number: number in the register, from 1, without gaps, never used again; 0 while not stored.
        received_on, noticed_on, registered_on: the three dates; the clock starts at the first.
        received_at: time of the day of receipt by the clock on the wall, where a term runs by the hour.
        late_reason: why it was registered late, as the clerk says; empty if it was not, or while he was not asked.
        linked_to: the case this one was split from, or the one it was found in; both come from one paper or event.
        incoming_number, incoming_date: the writer's own number and date, for «На № … от …».
        title: short name of the demand («Запрос сведений об обработке»), made from the kinds unless typed.
        text: the letter's text.
        proof_on … alleges_unlawful: the answers duties depend on (see `law.terms.CaseFacts`).
        destruction_obstacle: why the data cannot be destroyed in the first term (ст. 21 ч. 6); empty if they can.
        named_on: the day the letter itself asks to answer by.
        contract_term, contract_trigger, contract_clause: the term a contract gives for the reply to a claim.
        identity_confirmed_on: day the clerk checked who wrote; `None` while not.
        identity_note: what was shown («предъявлен паспорт»), never the document itself.
        rules_edition: edition of law and rules it was counted by.
        due_on: safe day of the earliest open duty of the law (the policy day where there is none); `None` when closed.
        due_latest: last day of that duty by ГК ст. 193; only after it is the case overdue.
        due_duty: title of that duty.
        due_by_law: whether that duty stands in the law; False where only the policy term is left.
        due_at: time of day by the clock on the wall at which that duty ends on `due_latest`, of a term in hours.
        policy_due_on: last day by the policy; `None` of an occasion.
        due_provisional, policy_provisional: whether that day may still move, because a decree is not known.
        outcome: how it was answered («satisfied», «refused», …); empty while open.
        message_id: Message-ID of the mail it came in, without angle brackets; empty of other letters.
        text_key: digest of the words of the letter, by which the same letter is known again; empty of short ones.
        import_key: keyed digest of the row of an old journal it was brought in from; empty of others.
        claim_amount: what a claim demands, in kopecks; `None` where nothing or not known.
        lacks: what the request lacks (152-ФЗ ст. 14 ч. 3), as phrases for the letter that asks for it.
        anonymised_on: day everything about the person was taken out for good; `None` while it is kept.
        keep_until, keep_reason: the day until which the user keeps it beyond its storage term, and why.
    """

    id: int = 0
    number: int = 0
    operator_id: int = 0
    subject_id: int = 0
    representative_id: int | None = None
    kinds: tuple[Kind, ...] = ()
    channel: Channel = Channel.EMAIL
    received_on: date = date.min
    noticed_on: date = date.min
    registered_on: date = date.min
    received_at: time | None = None
    late_reason: str = ""
    linked_to: int | None = None
    incoming_number: str = ""
    incoming_date: date | None = None
    title: str = ""
    text: str = ""
    regime: Regime = Regime.RUSSIAN
    proof_on: date | None = None
    detected_on: date | None = None
    dispatched_on: date | None = None
    erasure_ground: ErasureGround | None = None
    claimant: Claimant | None = None
    claim_matter: ClaimMatter | None = None
    alleges_unlawful: bool | None = None
    destruction_obstacle: str = ""
    named_on: date | None = None
    contract_term: Term | None = None
    contract_trigger: Trigger = Trigger.RECEIPT
    contract_clause: str = ""
    identity_confirmed_on: date | None = None
    identity_note: str = ""
    status: CaseStatus = CaseStatus.OPEN
    outcome: str = ""
    closed_on: date | None = None
    reason: str = ""
    rules_edition: str = ""
    due_on: date | None = None
    due_latest: date | None = None
    due_duty: str = ""
    due_by_law: bool = False
    due_at: time | None = None
    due_provisional: bool = False
    policy_due_on: date | None = None
    policy_provisional: bool = False
    message_id: str = ""
    text_key: str = ""
    import_key: str = ""
    claim_amount: int | None = None
    lacks: tuple[str, ...] = ()
    anonymised_on: date | None = None
    keep_until: date | None = None
    keep_reason: str = ""


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A duty of a case as stored: what was computed, and whether it is done.

    Attributes:
        ends_at: time of day by the clock on the wall at which a term in hours ends on `latest`; else `None`.
        extended_on: day the notice of extension was issued; `None` while not.
        extended_to: the day it is extended to. `safe` and `latest` take it over when the notice is sent, not before.
        done_on: day it was fulfilled; `None` while open.
        done_by: id of the act that closed it.
        letter_id: the letter that fulfilled it, if one did.
    """

    id: int = 0
    case_id: int = 0
    kind: Kind = Kind.OTHER
    duty: str = ""
    title: str = ""
    title_en: str = ""
    basis: str = ""
    reading: Reading = Reading.TEXT
    term: Term | None = None
    trigger: Trigger = Trigger.RECEIPT
    trigger_on: date = date.min
    safe: date = date.min
    latest: date = date.min
    extended_latest: date | None = None
    provisional: bool = False
    ends_at: time | None = None
    condition: str | None = None
    condition_en: str | None = None
    closed_by: tuple[str, ...] = ()
    extended_on: date | None = None
    extended_to: date | None = None
    done_on: date | None = None
    done_by: str = ""
    letter_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """Письмо: an outgoing document.

    Attributes:
        id: row id; 0 while not stored.
        template: id of the template it was drafted from.
        heading: «О предоставлении сведений …» (ГОСТ requisite 17).
        body: Markdown; empty fields stay as `{{ имя }}`.
        number: outgoing number «27/ПДн»; empty while a draft.
        issued_on: date of the letter; `None` while a draft.
        sha256: hex digest of the stored PDF; empty while a draft.
        dispatched_on, dispatch_way, tracking: when and how it left.
        answers_linked: whether it answers for the linked cases too: one answer for one paper under two laws.
    """

    id: int = 0
    case_id: int = 0
    operator_id: int = 0
    template: str = ""
    heading: str = ""
    body: str = ""
    state: LetterState = LetterState.DRAFT
    number: str = ""
    issued_on: date | None = None
    sha256: str = ""
    dispatched_on: date | None = None
    dispatch_way: str = ""
    tracking: str = ""
    reason: str = ""
    changed_at: datetime | None = None
    answers_linked: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept inside the register; the content is read apart.

    Attributes:
        letter_id: the letter it proves the dispatch of (a receipt of the Post); else `None`.
        expired_on: day its content was taken out for good; `None` while it is kept.
    """

    id: int = 0
    case_id: int = 0
    name: str = ""
    media_type: str = "application/octet-stream"
    size: int = 0
    sha256: str = ""
    role: AttachmentRole = AttachmentRole.ATTACHMENT
    letter_id: int | None = None
    expired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an event: its old and new value as text, `None` where there was or is none."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Событие: one line of the journal.

    Attributes:
        seq: position in the chain, from 1.
        at: local time with its zone.
        act: id of the act, e.g. `case_registered`.
        case_id, letter_id: what it is about, where it is about one.
        changes: fields with old and new values.
        digest: hex SHA-256 that chains it to the line before.
    """

    seq: int
    at: datetime
    act: str
    case_id: int | None = None
    letter_id: int | None = None
    changes: tuple[Change, ...] = field(default=())
    digest: str = ""
