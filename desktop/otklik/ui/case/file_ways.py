"""What is done with the files of a case: looked at in its place, copied, dragged out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from otklik.ui.handing_out import HandingOut, Outgoing, outgoing_file, outgoing_letter

if TYPE_CHECKING:
    from otklik.register.records import Attachment
    from otklik.system.clock import Clock
    from otklik.ui.case.case_files import FilesSection, LettersSection
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.case.file_preview import FilePreview
    from otklik.ui.tasks import Tasks


class FileWays(QObject):
    """Does it, and says how it went.

    Args:
        panel: the panel with the case; also the owner.
        tasks: where files are read.
        clock: tells today.
    """

    def __init__(self, panel: CasePanel, tasks: Tasks, clock: Clock) -> None:
        super().__init__(panel)
        self._panel, self._tasks, self._clock = panel, tasks, clock
        self._preview: FilePreview | None = None
        self._out = HandingOut(tasks, panel)
        self._out.copied.connect(self._on_copied)
        self._out.failed.connect(self._on_failed)

    def connect_sections(self, files: FilesSection, letters: LettersSection) -> None:
        """Answer what the lists of a case ask for."""
        files.show_wanted.connect(self.look_at)
        files.drag_wanted.connect(lambda file: self._out.drag((self._outgoing(file),)))
        files.copy_wanted.connect(self.copy)
        letters.drag_wanted.connect(lambda letter: self._out.drag((outgoing_letter(letter),)))
        letters.copy_wanted.connect(lambda letter: self._out.copy((outgoing_letter(letter),)))

    @property
    def shows_file(self) -> bool:
        """Whether a file is shown in the place of the case."""
        return self._preview is not None and not self._preview.isHidden()

    def look_at(self, file: Attachment) -> None:
        """Show a file in the place of the case."""
        view = self._panel.view
        if view is None:
            return
        preview = self._the_preview()
        self._panel.page.hide()
        preview.show()
        preview.show_file(view, file)

    def leave(self) -> None:
        """Show the case again, with the focus on the file that was looked at."""
        preview = self._preview
        if preview is None or preview.isHidden():
            return
        shown = preview.file
        preview.hide()
        preview.clear()
        self._panel.page.show()
        if shown is not None:
            self._panel.files.focus_file(shown.id)

    def copy(self, file: Attachment) -> None:
        """Put a file on the clipboard."""
        self._out.copy((self._outgoing(file),))

    def _outgoing(self, file: Attachment) -> Outgoing:
        view = self._panel.view
        if view is None:  # a list of files is shown with its case only
            raise AssertionError
        place = next((place for place, one in enumerate(view.attachments, 1) if one.id == file.id), 1)
        return outgoing_file(file, view.case.number, place)

    def _the_preview(self) -> FilePreview:
        if self._preview is None:
            from otklik.ui.case.file_preview import FilePreview  # noqa: PLC0415 - built when a file is first looked at

            self._preview = preview = FilePreview(self._tasks, self._clock, self._panel)
            preview.hide()
            preview.closed.connect(self.leave)
            preview.open_wanted.connect(self._panel.acts.open_file)
            preview.save_wanted.connect(self._panel.ask_where_to_save)
            preview.copy_wanted.connect(self.copy)
            self._panel.body.addWidget(preview, 1)
        return self._preview

    def _on_copied(self, number: int) -> None:
        self._say(self.tr("%n file(s) copied: paste into an e-mail or a folder.", "", number))

    def _on_failed(self, error: Exception) -> None:
        self._say(str(error), "overdue")

    def _say(self, sentence: str, role: str = "done") -> None:
        if self.shows_file and self._preview is not None:
            self._preview.notice.say(sentence, role)
        else:
            self._panel.say(sentence, role)
