"""The words for what a setting is, and where that comes from."""

from medledare.config.settings import Setting, Value
from medledare.domain.principles import BENEFICIARIES
from medledare.text import N_, _
from medledare.text.beneficiary import forms
from medledare.text.kinds import CHOICE_WORDS

ORIGINS = {
    "environment": N_("from {variable}"),
    "file": N_("from the settings file"),
    "default": N_("the default"),
}
LANGUAGE_NAMES = {"sv": "svenska", "en": "English"}


def origin_words(setting: Setting, origin: str) -> str:
    """Where a setting's value comes from."""
    return _(ORIGINS[origin]).format(variable=setting.variable)


def value_words(setting: Setting, value: Value) -> str:
    """A setting's value for people; the command line shows it as it is typed."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == "":
        return _("not set")
    return choice_words(value) if setting.choices else str(value)


def choice_words(choice: Value) -> str:
    """One of the choices of a setting."""
    if choice in BENEFICIARIES:
        return forms(str(choice))["bare"]
    return LANGUAGE_NAMES.get(str(choice)) or _(CHOICE_WORDS[str(choice)])
