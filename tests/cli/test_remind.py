"""A reminder of one's own choice: what it leaves on the machine, that it works there, and that nothing of it stays."""

import os
import plistlib
import re
import shutil
import stat
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from driving import Program, tree

from medledare.config.paths import find_places
from medledare.services import reminding
from medledare.services.clock import local_now
from medledare.services.timers import NAME, Reminder, cron, launchd
from medledare.text import speak
from medledare.text.reminder import DAY, EVENING, MORNING, reminder_words

CRONTAB = """\
#!/bin/sh
# Keeps a crontab in a file, and says what the real one says.
case "$1" in
    -l) cat "{file}" 2>/dev/null || { echo "no crontab for $USER" >&2; exit 1; } ;;
    -r) rm "{file}" ;;
    -) cat > "{file}" ;;
esac
"""
RECORDED = '#!/bin/sh\nprintf "%s\\n" "$0 $*" >> "{file}"\n'
BROKEN = "#!/bin/sh\necho not allowed >&2; exit 1\n"
UNREADABLE = '#!/bin/sh\n[ "$1" = - ] && exec cat > "{file}"\necho not allowed >&2; exit 1\n'
SENTENCES = (MORNING, DAY, EVENING)


@pytest.fixture
def tools(program: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first folder of the PATH; it has a crontab of its own, and no program that shows notifications."""
    folder = program.home / "tools"
    folder.mkdir()
    for name in ("cat", "rm", "sh", "env", "printf"):
        (folder / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(folder))
    program.environment["PATH"] = str(folder)
    put(folder / "crontab", CRONTAB, program.home / "crontab")
    return folder


def put(path: Path, script: str, file: Path | None = None) -> None:
    path.write_text(script.replace("{file}", str(file)))
    path.chmod(0o755)


def as_cron(program: Program, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line's command the way cron does: by sh, in the home folder, with next to no environment."""
    command = re.sub(r"(?<!\\)%.*", "", line.split(maxsplit=5)[5]).replace("\\%", "%")
    around = {"HOME": str(program.home), "LOGNAME": "x", "SHELL": "/bin/sh", "PATH": str(program.home / "tools")}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=around, cwd=program.home, capture_output=True, text=True, check=False
    )


def test_there_is_none_until_it_is_asked_for(program: Program, tools: Path) -> None:
    before = tree(program.home)
    assert program("remind").out == "No reminder is set.\n"
    assert program("remind", "show", "--json").json["reminder"] is None
    assert program("remind", "line").out == ""
    assert program("remind", "remove").out == "No reminder is set.\n"
    assert tree(program.home) == before


def test_cron_keeps_it_among_lines_of_ones_own_and_gives_them_back(program: Program, tools: Path) -> None:
    own = "# mine\n0 5 * * * backup # 100 %\n"
    (program.home / "crontab").write_text(own)
    program("remind", "install", "--at", "9", "--weekdays")
    ran = program("remind", "install", "--at", "16:30", "--days", "monday, sunday")
    assert ran.out.startswith("You are reminded at 16:30, every Monday and Sunday.\n")
    kept = (program.home / "crontab").read_text()
    assert kept.startswith(own)
    assert re.fullmatch(rf"30 16 \* \* 0,1 .* remind now # {NAME}\n", kept.removeprefix(own))
    assert program("remind", "show", "--json").json["reminder"] == {
        "at": "16:30", "days": ["MO", "SU"], "quiet": False, "with": "cron", "files": [],
    }  # fmt: skip
    assert "Your reminder is a line in your crontab" in program("privacy").out
    assert program("remind", "remove").out == "You are reminded no longer.\n"
    assert (program.home / "crontab").read_text() == own


def test_cron_is_not_asked_for_a_reminder_it_was_not_given(program: Program, tools: Path) -> None:
    asked = program.home / "asked"
    put(tools / "crontab", '#!/bin/sh\n: > "{file}"\nexit 1\n', asked)
    assert "crontab" not in program("privacy").out
    assert not asked.exists()
    program("remind", "show")
    assert asked.exists()


def test_a_crontab_that_cannot_be_read_is_not_written_over(program: Program, tools: Path) -> None:
    (program.home / "crontab").write_text("0 5 * * * backup\n")
    put(tools / "crontab", UNREADABLE, program.home / "crontab")
    ran = program("remind", "install", "--at", "9")
    assert (program.home / "crontab").read_text() == "0 5 * * * backup\n"
    assert (ran.status, ran.err) == (1, "crontab did not take the reminder: not allowed. Nothing was changed.\n")
    assert program("remind").out == "No reminder is set.\n"


def test_what_cron_runs_leaves_the_line_for_the_next_prompt_once(program: Program, tools: Path) -> None:
    program("--lang", "sv", "remind", "install", "--at", "16:30")
    ran = as_cron(program, (program.home / "crontab").read_text().strip())
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    waiting = find_places().state / "reminder"
    assert (waiting.read_bytes(), stat.S_IMODE(waiting.stat().st_mode)) == (b"", 0o600)
    assert program("remind", "line").out.rstrip("\n") in SENTENCES
    assert program("remind", "line").out == ""


def test_where_notifications_are_shown_it_is_one_and_leaves_nothing(program: Program, tools: Path) -> None:
    put(tools / "notify-send", RECORDED, program.home / "shown")
    program("--lang", "sv", "remind", "install", "--at", "16:30")
    as_cron(program, (program.home / "crontab").read_text().strip())
    shown = (program.home / "shown").read_text()
    speak("sv")
    from medledare.text import _

    assert any(_(sentence) in shown for sentence in SENTENCES)
    assert "transient:1" in shown
    assert "medledare" not in shown.replace(str(tools), "")
    assert not (find_places().state / "reminder").exists()


def test_asked_for_quietly_no_notification_is_shown(program: Program, tools: Path) -> None:
    put(tools / "notify-send", RECORDED, program.home / "shown")
    ran = program("remind", "install", "--at", "16:30", "--quiet")
    assert f"[ -e {find_places().state}/reminder ] && medledare remind line" in ran.out
    as_cron(program, (program.home / "crontab").read_text().strip())
    assert not (program.home / "shown").exists()
    assert program("remind", "line").out


def test_a_notification_that_fails_becomes_the_line(program: Program, tools: Path) -> None:
    put(tools / "notify-send", BROKEN)
    assert program("remind", "now").status == 0
    assert program("remind", "line").out.rstrip("\n") in SENTENCES


def test_the_line_of_another_day_is_not_said(program: Program, tools: Path) -> None:
    program("remind", "now")
    yesterday = (local_now() - timedelta(days=1)).timestamp()
    os.utime(find_places().state / "reminder", (yesterday, yesterday))
    assert program("remind", "line").out == ""
    assert not (find_places().state / "reminder").exists()


def test_it_comes_alike_whether_or_not_anything_was_written(opened: Program, tools: Path) -> None:
    opened("remind", "now")
    before = opened("remind", "line")
    opened("add", "hej")
    opened("remind", "now")
    assert opened("remind", "line") == before


def test_the_line_comes_before_a_prompt_of_bash(program: Program, tools: Path) -> None:
    put(tools / "medledare", f'#!/bin/sh\nexec "{sys.executable}" -m medledare "$@"\n')
    program("remind", "now")
    bash = str(shutil.which("bash", path="/usr/bin:/bin:/usr/local/bin"))
    prompt = f"PROMPT_COMMAND={reminding.shlex.quote(reminding.prompt_line(find_places()))}\n"
    program.shell_at_terminal((bash, "--norc", "--noprofile", "-i"), [("", prompt), ("write a line?", "exit\n")])
    assert not (find_places().state / "reminder").exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units_and_all_of_them_go(program: Program, tools: Path) -> None:
    analyze = str(shutil.which("systemd-analyze", path="/usr/bin:/bin"))
    put(tools / "systemctl", RECORDED, program.home / "asked")
    before = tree(program.home)
    ran = program("remind", "install", "--at", "07.05", "--weekdays", "--with", "systemd")
    folder = program.home / "config" / "systemd" / "user"
    files = [folder / f"{NAME}.service", folder / f"{NAME}.timer"]
    assert ran.out.startswith("You are reminded at 07:05, every weekday.\n")
    assert sorted(folder.iterdir()) == files
    assert all(str(path) in ran.out and str(path) in program("privacy").out for path in files)
    checked = subprocess.run(
        [analyze, "verify", "--user", "--recursive-errors=no", *files], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    calendar = re.findall(r"OnCalendar=(.*)", files[1].read_text())
    told = subprocess.run([analyze, "calendar", *calendar], capture_output=True, text=True, check=True).stdout
    assert "Mon..Fri *-*-* 07:05:00" in told
    assert program("remind", "show", "--json").json["reminder"]["with"] == "systemd"
    assert "enable --now medledare-remind.timer" in (program.home / "asked").read_text()
    program("remind", "remove")
    assert "disable --now medledare-remind.timer" in (program.home / "asked").read_text()
    (program.home / "asked").unlink()
    assert tree(program.home) == before
    assert not (program.home / "config").exists() or not any((program.home / "config").iterdir())


def test_what_systemd_runs_is_the_command(program: Program, tools: Path) -> None:
    put(tools / "systemctl", RECORDED, program.home / "asked")
    program("remind", "install", "--at", "7", "--quiet", "--with", "systemd")
    service = (program.home / "config" / "systemd" / "user" / f"{NAME}.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    words = [word.replace("%%", "%").replace("$$", "$") for word in re.findall(r'"([^"]*)"', command)]
    subprocess.run(words, env={"HOME": str(program.home), "PATH": str(tools)}, cwd=program.home, check=True)
    assert program("remind", "line").out


def test_where_systemd_refuses_cron_keeps_it_and_nothing_of_systemd_stays(
    program: Program, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tools / "systemctl", BROKEN)
    monkeypatch.setattr("medledare.services.timers.systemd.Systemd.there", lambda self: True)
    program("remind", "install", "--at", "7")
    assert program("remind", "show", "--json").json["reminder"]["with"] == "cron"
    assert not (program.home / "config").exists() or not any((program.home / "config").rglob("*"))
    ran = program("remind", "install", "--at", "8", "--with", "systemd")
    assert ran.err == "systemctl did not take the reminder: not allowed. Nothing was changed.\n"
    assert program("remind", "show", "--json").json["reminder"]["at"] == "07:00"


def test_launchd_gets_an_agent_it_can_read(program: Program, tools: Path) -> None:
    put(tools / "launchctl", RECORDED, program.home / "asked")
    wish = Reminder(time(16, 30), (0, 6), quiet=True)
    timer = launchd.Launchd()
    timer.install(wish, ["/a b/python", "-m", "medledare", "remind", "now", "--quiet"])
    (path,) = timer.places()
    agent = plistlib.loads(path.read_bytes())
    assert agent["Label"] == path.stem
    assert agent["ProgramArguments"][0] == "/a b/python"
    assert agent["StartCalendarInterval"] == [
        {"Weekday": 1, "Hour": 16, "Minute": 30}, {"Weekday": 0, "Hour": 16, "Minute": 30},
    ]  # fmt: skip
    assert timer.found() == wish
    timer.remove()
    assert not path.exists()
    asked = (program.home / "asked").read_text()
    assert f"bootstrap gui/{os.getuid()} {path}" in asked
    assert f"bootout gui/{os.getuid()}/{NAME}" in asked


def test_a_command_with_odd_characters_comes_through_cron_unchanged(program: Program, tools: Path) -> None:
    odd = "50 % of 'it' \\ $HOME"
    line = cron.line(Reminder(time(9), (0,)), ["printf", "%s", odd])
    assert as_cron(program, line).stdout == odd


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--at", "25"], "“25” is not a time of day. Write it like 17:00.\n"),
        (["--at", "9", "--days", "sometimes"], "“sometimes” is not days of the week. Write for example weekdays"),
        (["--at", "9", "--days", "every other friday"], "“every other friday” is not days of the week."),
        (["--at", "9", "--days", "friday", "--weekdays"], "Say either --weekdays or --days.\n"),
        (["--at", "9", "--with", "at"], "--with: “at” is not"),
        ([], "--at is missing."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_set(
    program: Program, tools: Path, arguments: list[str], told: str
) -> None:
    ran = program("remind", "install", *arguments)
    assert ran.status == 2
    assert ran.err.startswith(told)
    assert program("remind").out == "No reminder is set.\n"


def test_without_any_timer_one_of_ones_own_will_do(program: Program, tools: Path) -> None:
    (tools / "crontab").unlink()
    ran = program("remind", "install", "--at", "9")
    assert (ran.status, "“medledare remind now”" in ran.err) == (1, True)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_words_ask_and_say_nothing_else(hour: int, language: str) -> None:
    speak(language)
    words = reminder_words(datetime.combine(date(2026, 11, 28), time(hour)).time())
    assert words.endswith("?")
    assert not re.search(r"\d|not|inte|still|ännu|yet|again|igen", words)
