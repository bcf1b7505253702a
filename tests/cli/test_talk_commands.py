"""``talk``: a preparation on the command line, cited, moved by id, and written out in part."""

import re

FORMS = ("dialogue", "medarbetarsamtal", "salary", "one-to-one", "interview")


def prepared(opened):
    ids = {
        "well": opened("add", "Taket är lagat", "--star").out.strip(),
        "hard": opened("fail", "Glömde ringa [/b]", "--next", "Skriver upp det").out.strip(),
        "needs": opened("need", "add", "Två av tre saknas").out.strip(),
    }
    return {name: re.search(r"[0-9a-f]{7}", said)[0] for name, said in ids.items()}


def test_it_is_drafted_for_every_talk_and_cites_what_was_written(opened):
    ids = prepared(opened)
    for form in FORMS:
        out = opened("talk", "--for", form).out
        assert f"({ids['well']})" in out
        assert f"({ids['hard']})" in out
    assert opened("talk", "--for", "fika").status == 2
    told = opened("talk", "--json").json["preparation"]
    assert told["for"] == "dialogue"
    assert {one["part"] for one in told["parts"]} == {"well", "hard", "needs"}
    assert told["kept"] is None


def test_only_what_is_brought_is_written_out(opened, tmp_path):
    ids = prepared(opened)
    target = tmp_path / "ut.md"
    nothing = opened("talk", "-o", str(target))
    assert (nothing.status, target.exists()) == (2, False)
    opened("talk", "--bring", ids["well"])
    assert opened("talk", "-o", str(target)).status == 0
    text = target.read_text("utf-8")
    assert "Taket är lagat" in text
    assert "Glömde" not in text
    assert ids["well"] not in text
    assert opened("talk", "-o", str(target)).status == 1
    assert "Glömde ringa [/b]" in opened("talk", "--format", "markdown", "--all").out
    page = tmp_path / "ut.html"
    assert opened("talk", "--format", "html", "-o", str(page)).status == 0
    assert "Taket är lagat" in page.read_text("utf-8")
    left = opened("privacy", "--json").json
    assert str(target) in str(left)


def test_an_id_that_no_line_cites_and_days_the_wrong_way_round_are_refused(opened):
    prepared(opened)
    assert opened("talk", "--bring", "ffffffff").status == 1
    mission = opened("mission", "set", "Hela tak").out
    cited = re.search(r"[0-9a-f]{7}", mission)
    if cited:
        assert opened("talk", "--bring", cited[0]).status == 2
    assert opened("talk", "--from", "2026-03-01", "--to", "2026-02-01").status == 2


def test_it_is_edited_and_gone_on_with(opened, tmp_path, monkeypatch):
    prepared(opened)
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\nsed -i "s/^### Tre saker.*/&\\n\\nTaket/; s/^### Three things.*/&\\n\\nTaket/" "$1"\n'
    )
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    assert opened("talk", "--edit").status == 0
    assert "Taket" in opened("talk", "--format", "markdown").out
    assert "Taket" not in opened("talk", "--anew").out.split("# F")[0].replace("Taket är lagat", "")


def test_names_and_marked_passages_stay_if_one_says_so(opened, tmp_path):
    prepared(opened)
    entry = re.search(r"[0-9a-f]{7}", opened("add", "Tackade @Anna ((inte lönen)) i går", "--star").out)[0]
    opened("talk", "--bring", entry)
    assert "@Anna ((inte lönen))" in opened("talk", "--format", "markdown").out
    for form in ("markdown", "html"):
        out = opened("talk", "--format", form, "--redact").out
        assert "Anna" not in out
        assert "lönen" not in out
    need = re.search(r"[0-9a-f]{7}", opened("need", "add", "@Bo saknar tid ((hemligt))").out)[0]
    letter = opened("need", "letter", need, "--redact").out
    assert "Bo" not in letter
    assert "hemligt" not in letter
    fail = re.search(r"[0-9a-f]{7}", opened("fail", "Lovade @Bo för mycket").out)[0]
    assert "@…" in opened("card", fail, "--redact").out
