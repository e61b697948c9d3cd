"""The three forms of the first window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.register.records import Operator, OperatorForm
from otklik.system.errors import UserError
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, FormRows, LinkButton, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_NAME = "register"


class PathField(QWidget):
    """A path with a button that asks for it.

    Args:
        name: what it is, for screen readers.
        title: title of the dialog.
        kinds: which files the dialog shows.
        saving: whether the file is to be made.
        parent: owner.
    """

    changed = Signal()

    def __init__(
        self, name: str, title: str, kinds: str, *, saving: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._kinds, self._saving = title, kinds, saving
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        button = QuietButton(self.tr("Browse…"))
        button.setAccessibleName(title)
        button.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(button)

    def path(self) -> Path | None:
        """Return the path; `None` while it is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show another path."""
        self.line.setText(str(path) if path else "")

    def ask(self) -> None:
        """Ask for the file by the system's dialog."""
        start = self.line.text() or _documents()
        if self._saving:
            chosen, _filter = QFileDialog.getSaveFileName(self, self._title, start, self._kinds)
        else:
            chosen, _filter = QFileDialog.getOpenFileName(self, self._title, start, self._kinds)
        if chosen:
            self.line.setText(chosen)


class WelcomeForm(QWidget):
    """A form with a primary button below.

    Args:
        title: what it is for.
        parent: owner.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.rows = FormRows(14)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.column.addWidget(self.rows)

    def ask_for_key(self) -> None:
        """Offer to name a key file, after opening failed."""

    def add_button(self, word: str, action: Callable[[], None]) -> PrimaryButton:
        """Add the primary button."""
        button = PrimaryButton(word)
        button.clicked.connect(action)
        self.column.addWidget(button)
        return button

    def add_field(self, label: str, field: QLineEdit | PathField, hint: str = "") -> None:
        """Add a row whose mistake goes as soon as somebody edits the field; arguments as of `FormRows.add_row`."""
        self.rows.add_row(label, field, hint)
        edited = field.changed if isinstance(field, PathField) else field.textChanged
        edited.connect(lambda: self.rows.set_mistake(field))

    def demand(self, field: QWidget, filled: bool, sentence: str) -> bool:
        """Show or take away a mistake; return whether the field is filled in."""
        self.rows.set_mistake(field, "" if filled else sentence)
        if not filled:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return filled


class CreateForm(WelcomeForm):
    """Begins a register.

    Signals:
        wanted: carries path, key file (or `None`: the password store) and operator.

    Args:
        folder: where new registers are offered.
        parent: owner.
    """

    wanted = Signal(object, object, object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Begin a new register")
        self._has_store: bool | None = None
        self.form = ChoiceChips(
            (
                (OperatorForm.SOLE_PROPRIETOR, self.tr("sole proprietor (ИП)")),
                (OperatorForm.COMPANY, self.tr("company (ООО)")),
            )
        )
        self.form.choose(OperatorForm.SOLE_PROPRIETOR)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Surname Name Patronymic, or ООО «Name»"))
        self.file = PathField(
            self.tr("File of the register"),
            self.tr("Where shall the register lie?"),
            self.tr("Registers (*.otklik)"),
            saving=True,
        )
        self.file.set_path(_free(folder / f"{FIRST_NAME}.otklik"))
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Save the key to which file?"), self.tr("Keys (*.key)"), saving=True
        )
        self.key_file.set_path(_free(folder / f"{FIRST_NAME}.key"))
        self._store = Caption("")
        self.rows.add_row(self.tr("Who keeps the register"), self.form)
        self.add_field(self.tr("Name as on letters"), self.name, self.tr("Can be changed later in the settings."))
        self.add_field(self.tr("Where the register lies"), self.file)
        self.add_field(self.tr("Where the key lies"), self.key_file)
        self.rows.show_row(self.key_file, False)
        self.rows.add_widget(self._store)
        self.name.returnPressed.connect(self.submit)
        self.setFocusProxy(self.name)
        self._button = self.add_button(self.tr("Begin the register"), self.submit)
        self._button.setEnabled(False)

    def show_store(self, name: str) -> None:
        """Say where the key goes.

        Args:
            name: the password store of this computer; empty where it has none.
        """
        self._has_store = bool(name)
        self._button.setEnabled(True)
        self.rows.show_row(self.key_file, not name)
        if name:
            text = self.tr(
                "The register is encrypted. Its key goes to the password store of this computer ({store}); "
                "save it to a memory stick afterwards, in the settings."
            )
            self._store.setText(text.format(store=name))
        else:
            self._store.setText(
                self.tr(
                    "The register is encrypted. This computer has no password store, so the key lies in a file: "
                    "whoever has both files reads everything. Best on a memory stick, apart from the register."
                )
            )

    def submit(self) -> None:
        """Send what is wanted, or say what is not filled in."""
        path, key_file = self.file.path(), self.key_file.path()
        named = self.demand(self.name, bool(self.name.text().strip()), self.tr("Write the name: letters need it."))
        placed = self.demand(self.file, path is not None, self.tr("Choose a place for the register."))
        keyed = bool(self._has_store) or self.demand(
            self.key_file, key_file is not None, self.tr("Choose a place for the key.")
        )
        if named and placed and keyed:
            form, name = self.form.chosen(), " ".join(self.name.text().split())
            person = form.usual_person if form else Operator().first_person
            operator = Operator(form=form, name=name, first_person=person)
            self.wanted.emit(path, None if self._has_store else key_file, operator)

    def show_mistake(self, error: Exception) -> bool:
        """Say under the name why it was not taken; return whether the error is about that."""
        if not isinstance(error, UserError) or error.values.get("field") != "name":
            return False
        return not self.demand(self.name, False, str(error))


class OpenForm(WelcomeForm):
    """Opens a register that exists.

    Signals:
        wanted: carries path and key file (or `None`: the password store).

    Args:
        recent: registers opened lately that are still there.
        parent: owner.
    """

    wanted = Signal(object, object)

    def __init__(self, recent: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Open a register")
        self.file = PathField(
            self.tr("File of the register"), self.tr("Which register?"), self.tr("Registers (*.otklik)")
        )
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Which key file?"), self.tr("Keys (*.key);;All files (*)")
        )
        self.add_field(self.tr("Register"), self.file)
        self.rows.add_row(
            self.tr("Key file"),
            self.key_file,
            self.tr("Only where the password store of this computer does not have the key."),
        )
        self.file.line.returnPressed.connect(self.submit)
        self.setFocusProxy(self.file)
        self.add_button(self.tr("Open"), self.submit)
        if recent:
            self.column.addSpacing(4)
            self.column.addWidget(Caption(self.tr("Opened lately")))
        for path in recent:
            link = LinkButton(path)
            link.clicked.connect(lambda _checked=False, path=path: self._on_recent(Path(path)))
            self.column.addWidget(link)

    def show_path(self, path: Path, key_file: Path | None) -> None:
        """Fill in a register and its key file."""
        self.file.set_path(path)
        self.key_file.set_path(key_file)

    def ask_for_key(self) -> None:
        """Put the caret where the key file is named."""
        if self.isVisible():
            self.key_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Send what is wanted, or say what is not filled in."""
        path = self.file.path()
        if self.demand(self.file, path is not None, self.tr("Choose the register.")):
            self.wanted.emit(path, self.key_file.path())

    def _on_recent(self, path: Path) -> None:
        self.show_path(path, None)
        self.submit()


class RestoreForm(WelcomeForm):
    """Restores a backup into a new register.

    Signals:
        wanted: carries backup, key file (or `None`: the password store) and target.

    Args:
        folder: where the new register is offered.
        parent: owner.
    """

    wanted = Signal(object, object, object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Restore a register from a backup")
        self.backup = PathField(
            self.tr("Backup"), self.tr("Which backup?"), self.tr("Backups (*.otklik-backup);;All files (*)")
        )
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Which key file?"), self.tr("Keys (*.key);;All files (*)")
        )
        self.target = PathField(
            self.tr("File of the register"),
            self.tr("Restore into which new file?"),
            self.tr("Registers (*.otklik)"),
            saving=True,
        )
        self.target.set_path(_free(folder / f"{FIRST_NAME}.otklik"))
        self.add_field(self.tr("Backup"), self.backup)
        self.rows.add_row(
            self.tr("Key file"),
            self.key_file,
            self.tr("The key that was saved to a file. On the old computer it may be left out."),
        )
        self.add_field(self.tr("Into which new file"), self.target, self.tr("No file is ever written over."))
        self.setFocusProxy(self.backup)
        self.add_button(self.tr("Check and restore"), self.submit)

    def submit(self) -> None:
        """Send what is wanted, or say what is not filled in."""
        backup, target = self.backup.path(), self.target.path()
        chosen = self.demand(self.backup, backup is not None, self.tr("Choose the backup."))
        placed = self.demand(self.target, target is not None, self.tr("Choose a place for the register."))
        if chosen and placed:
            self.wanted.emit(backup, self.key_file.path(), target)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _free(path: Path) -> Path:
    """Return the path, or the next one with a number where that file exists."""
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
