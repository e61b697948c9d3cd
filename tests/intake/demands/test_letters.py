"""A hundred and thirty sample letters: how surely their demands, lacks, writers, sums and terms are recognised."""

from __future__ import annotations

import sys

from tests.intake.letter_figures import Figures, figures_of_kinds, figures_of_lacks, figures_of_values, letters

PRECISION, RECALL, PRECISION_OF_A_KIND = 0.95, 0.85, 0.9


def test_the_sample_is_whole() -> None:
    assert len(letters()) == 170


def test_demands_are_recognised_surely() -> None:
    figures = figures_of_kinds()
    _show("kinds", figures)
    assert figures.precision() >= PRECISION, figures.failures
    assert figures.recall() >= RECALL, figures.failures
    for kind in {*figures.right, *figures.wrong}:
        assert figures.precision(kind) >= PRECISION_OF_A_KIND, (kind, figures.failures)


def test_what_a_request_lacks_is_told_surely() -> None:
    figures = figures_of_lacks()
    _show("lacks", figures)
    assert figures.precision() >= PRECISION, figures.failures
    assert figures.recall() >= RECALL, figures.failures


def test_names_sums_and_terms_are_right_or_left_out() -> None:
    figures = figures_of_values()
    _show("values", figures)
    assert figures.precision() >= PRECISION, figures.failures
    assert figures.recall() >= RECALL, figures.failures


def _show(title: str, figures: Figures) -> None:
    sys.stdout.write("\n".join(("", title, figures.table(), *figures.failures, "")))
