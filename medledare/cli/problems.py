"""What can go wrong at the command line alone, each in one sentence with its exit status."""

from medledare.domain.problems import N_, Problem, Usage


class NoTerminal(Problem):
    """Something would have to be asked, and there is nobody to ask."""

    status = 3
    sentence = N_("There is no terminal to ask in. Give {needed}.")


class NoScreen(Problem):
    """What fills the whole terminal was asked for where there is none."""

    status = 3
    sentence = N_("The interface needs a terminal. Run it in one, or use the commands: “medledare --help”.")


class NoEditor(Problem):
    status = 3
    sentence = N_("No editor was found. Set VISUAL or EDITOR, or give the text on the command line.")


class EditorFailed(Problem):
    sentence = N_("The editor {editor} did not end well, so nothing was saved.")


class EditorEnded(Problem):
    """The editor did not end well, and what was written until then lies sealed in a draft."""

    sentence = N_(
        "The editor {editor} did not end well. What you wrote is kept as a draft; edit again to go on with it."
    )


class NothingWritten(Problem):
    sentence = N_("Nothing was written, so nothing was saved.")


class NotUtf8(Usage):
    sentence = N_("The text is not UTF-8. Nothing was saved.")


class KeptOtherThanUtf8(NotUtf8):
    """What an editor wrote in another encoding, and now lies sealed in a draft."""

    sentence = N_("What the editor wrote is not UTF-8. It is kept as a draft; edit again to go on with it.")


class NoPassphraseFrom(Problem):
    """A passphrase file or command that gives none."""

    status = 3
    sentence = N_("{source} gave no passphrase: {reason}.")


class NoRecoveryKeyIn(Problem):
    status = 3
    sentence = N_("There is no recovery key in {path}. It begins with AGE-SECRET-KEY-1.")


class UnknownDevice(Problem):
    sentence = N_("No other device here is called {given}. “medledare vault devices” lists them.")


class PassphrasesDiffer(Problem):
    status = 3
    sentence = N_("The two were not the same. Nothing was made; try again.")


class NotConfirmed(Problem):
    sentence = N_("Nothing was changed.")


class OutputFailed(Problem):
    sentence = N_("The answer could not be written out: {reason}. What was to be saved is saved.")


class WrongUse(Usage):
    """An argument or option that does not fit; the sentence is handed in."""

    sentence = "{told}"


class Unforeseen(Problem):
    """A fault of the program's own. Says where, never what was written."""

    sentence = N_("Something went wrong inside medledare ({fault}, {place}). What was saved before is safe.")
