"""Files kept inside the register: the original of a letter, what came with it, proof."""

from __future__ import annotations

import hashlib

from otklik.register.database import Database, storable
from otklik.register.problems import content_of
from otklik.register.records import Attachment, AttachmentRole
from otklik.register.rows import Table


class Attachments:
    """Files of cases. A stored file never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("attachments", Attachment)

    def add(
        self,
        case_id: int,
        name: str,
        media_type: str,
        content: bytes,
        role: AttachmentRole = AttachmentRole.ATTACHMENT,
        letter_id: int | None = None,
    ) -> Attachment:
        """Store a file and return what is known of it.

        Args:
            case_id: the case it belongs to.
            name: its file name.
            media_type: e.g. `application/pdf`.
            content: its bytes.
            role: what it is to the case.
            letter_id: the letter whose dispatch it proves.
        """
        digest = hashlib.sha256(content).hexdigest()
        row_id = self._database.execute(
            "INSERT INTO attachments (case_id, name, media_type, size, sha256, role, letter_id, content) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (case_id, storable(name), storable(media_type), len(content), digest, role.value, letter_id, content),
        ).lastrowid
        return Attachment(row_id, case_id, storable(name), storable(media_type), len(content), digest, role, letter_id)

    def get(self, attachment_id: int) -> Attachment:
        """Return what is known of a file.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, attachment_id)

    def of_case(self, case_id: int) -> tuple[Attachment, ...]:
        """Return the files of a case in the order they came."""
        return self._table.where(self._database, "case_id = ? ORDER BY id", (case_id,))

    def content(self, attachment_id: int) -> bytes:
        """Return the bytes of a file.

        Raises:
            LookupError: there is none of this id.
            UserError: its term is over, and it was erased.
        """
        return content_of(
            self._database.one("SELECT content, expired_on FROM attachments WHERE id = ?", (attachment_id,)),
            f"attachments {attachment_id}",
        )

    def cases_with(self, sha256: str) -> tuple[int, ...]:
        """Return the row ids of the cases that came with a letter of exactly these bytes, by their digest."""
        rows = self._database.all(
            "SELECT DISTINCT case_id FROM attachments WHERE sha256 = ? AND role = 'original' ORDER BY case_id",
            (sha256,),
        )
        return tuple(case_id for (case_id,) in rows)

    def set_role(self, attachment_id: int, role: AttachmentRole) -> None:
        """Keep what a file is to its case: a copy of an identity paper, or no longer one."""
        self._database.execute("UPDATE attachments SET role = ? WHERE id = ?", (role.value, attachment_id))

    def identity_papers(self) -> tuple[Attachment, ...]:
        """Return the copies of identity papers that are still kept, in the order they came."""
        return self._table.where(self._database, "role = 'identity_paper' AND expired_on IS NULL ORDER BY id")

    def changed_file(self, turn: int = 0, turns: int = 1) -> int | None:
        """Return the number of the case of the first file whose content is not the one that was stored, or `None`.

        A file whose content was taken out for good is left out.

        Args:
            turn: which files are looked at where several look at the same time, from 0.
            turns: how many look.
        """
        columns = {name for _, name, *_ in self._database.all("PRAGMA table_info(attachments)")}
        kept = "a.expired_on IS NULL" if "expired_on" in columns else "1"  # older registers take nothing out
        query = (
            "SELECT c.number, a.sha256, a.content FROM attachments AS a JOIN cases AS c ON c.id = a.case_id "  # noqa: S608 - our own two fragments
            f"WHERE a.id % ? = ? AND {kept} ORDER BY a.id"
        )
        rows = self._database.each(query, (turns, turn))
        for number, sha256, content in rows:
            if hashlib.sha256(content).hexdigest() != sha256:
                return int(number)
        return None
