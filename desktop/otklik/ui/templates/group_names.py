"""What the groups of templates are called, in the order of the list."""

from __future__ import annotations

from otklik.ui.translation import translated


def group_names() -> dict[str, str]:
    """Return the name of each `letters.template_groups.TemplateGroup` in the language of the window."""
    return {
        "requests": translated("Requests for information"),
        "rectification": translated("Rectification"),
        "blocking": translated("Blocking and check"),
        "stopping": translated("Withdrawal of consent, stopping"),
        "destruction": translated("Destruction"),
        "claims": translated("Claims"),
        "authority": translated("Roskomnadzor"),
        "incidents": translated("Incidents"),
        "every": translated("For any request"),
        "other": translated("Other answers"),
        "european": translated("By the GDPR"),
    }
