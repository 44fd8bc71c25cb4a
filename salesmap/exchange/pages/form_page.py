"""A form as one self-contained page that saves the answers in a file to be sent back."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from salesmap.core.i18n import _
from salesmap.domain.field_values import SEVERAL
from salesmap.domain.map.model import FieldSpec, FormSpec

FORMAT = 1
"""The version of the file of answers."""

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2937; --soft: #6b7280; --line: #cbd5e1; --page: #fff;
  --accent: #2b5fa8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --soft: #9ca3af; --line: #475569;
  --page: #111827; --accent: #7fb0f2 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.5;
  font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem }
.about, .hint { color: var(--soft) } .question { margin: 1.5rem 0; border: 0; padding: 0 }
label, legend { font-weight: 600; padding: 0 } .hint { font-size: .9rem; margin: .1rem 0 .4rem }
input:not([type=checkbox], [type=radio]), textarea, select { width: 100%; font: inherit;
  color: inherit; background: transparent; padding: .5rem .6rem;
  border: 1px solid var(--line); border-radius: .4rem }
textarea { min-height: 5rem } #copy { font-size: .8rem; min-height: 9rem }
select option { color: #111 }
.choice { display: block; font-weight: 400 }
.scale { display: flex; flex-wrap: wrap; gap: .4rem }
.scale label { font-weight: 400; padding: .4rem .6rem; border: 1px solid var(--line);
  border-radius: .4rem; cursor: pointer }
button, .mail { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border: 0;
  border-radius: .4rem; background: var(--accent); color: var(--page); cursor: pointer }
.mail { display: inline-block; text-decoration: none }
.done { border: 1px solid var(--line); border-radius: .4rem; padding: 0 1rem 1rem;
  margin-top: 1.5rem }
body { overflow-wrap: anywhere }
.must { color: #c62828 }
@media print { button, .done { display: none } }
"""

_SCRIPT = """
const form = document.querySelector("form");
const boxes = question => [...question.querySelectorAll("input[type=checkbox]")];
const check = question => {
  const [first] = boxes(question);
  const missing = "must" in question.dataset && !boxes(question).some(box => box.checked);
  if (first) first.setCustomValidity(missing ? question.dataset.must : "");
};
form.querySelectorAll("fieldset").forEach(question => {
  check(question);
  question.addEventListener("change", () => check(question));
});
form.addEventListener("submit", event => {
  event.preventDefault();
  const answers = {};
  for (const question of form.querySelectorAll("[data-field]")) {
    const single = question.querySelector(
      "textarea, select, input:not([type=checkbox], [type=radio])");
    const chosen = question.querySelector("input[type=radio]:checked");
    const answer = single ? single.value.trim() : chosen ? chosen.value : boxes(question)
      .filter(box => box.checked).map(box => box.value).join(form.dataset.several);
    if (answer || "had" in question.dataset) answers[question.dataset.field] = answer;
  }
  const text = JSON.stringify({...JSON.parse(form.dataset.head), answers}, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  link.download = form.dataset.file;
  link.click();
  document.querySelector(".done").hidden = false;
  document.querySelector("#copy").value = text;
  const mail = document.querySelector(".mail");
  const address = mail.dataset.to + "?subject=" + encodeURIComponent(document.title) + "&body=";
  const body = words => encodeURIComponent(words.replace(/\\n/g, "\\r\\n"));
  const whole = address + body(mail.dataset.within + "\\n\\n" + text + "\\n");
  mail.href = whole.length > LONGEST ? address + body(mail.dataset.attached + "\\n") : whole;
  mail.scrollIntoView({block: "center"});
});
""".replace("LONGEST", "1900")
"""Saves the answers; a mail that programs would cut asks for the file to be attached instead."""


class Survey(NamedTuple):
    """A form for the customer of a lead, with the answers known already.

    `company` and `email` are the seller's, to whom the answers go.
    """

    form: FormSpec
    fields: tuple[FieldSpec, ...]
    database_uid: str
    lead_id: int
    token: str
    answers: Mapping[str, str]
    company: str
    email: str


class Sheet(NamedTuple):
    """What a page asks: its title, the lines below it and the questions, as HTML.

    `head` is what the file of answers begins with, `file` its name; `company` and `email` are the
    seller's, to whom the answers go.
    """

    title: str
    about: Sequence[str]
    questions: str
    head: Mapping[str, Any]
    file: str
    company: str
    email: str


def page(survey: Survey, lang: str) -> str:
    """Return the page as HTML in one language; it loads and sends nothing, texts are escaped."""
    form = survey.form
    head = {
        "salesmap_form": FORMAT,
        "form": form.key,
        "book": survey.database_uid,
        "lead": survey.lead_id,
        "token": survey.token,
    }
    questions = "\n".join(
        _question(field, field.key in form.required, survey.answers.get(field.key, ""), lang)
        for field in survey.fields
    )
    about = [" ".join(form.intro.text(lang).split())] if form.intro else []
    if form.required:
        about.append(_("Please answer what is marked with *."))
    sheet = Sheet(
        form.title.text(lang),
        about,
        questions,
        head,
        f"{form.key}-{survey.lead_id}.json",
        survey.company,
        survey.email,
    )
    return sheet_page(sheet, lang)


def sheet_page(sheet: Sheet, lang: str) -> str:
    """Return the page of a sheet as HTML."""
    title = escape(sheet.title)
    lines = [sheet.company, *sheet.about]
    about = "\n".join(f'<p class="about">{escape(line)}</p>' for line in lines if line)
    no_script = _(
        "This page needs JavaScript to save the answers. You can also print it and fill it in "
        "by hand."
    )
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{about}
<form data-head="{escape(json.dumps(sheet.head))}" data-file="{escape(sheet.file)}"
 data-several="{escape(SEVERAL)}">
{sheet.questions}
<button type="submit">{escape(_("Save answers"))}</button>
</form>
{_done(sheet)}
<noscript><p class="must">{escape(no_script)}</p></noscript>
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _done(sheet: Sheet) -> str:
    """Return what stands below the form when the answers are saved."""
    saved = _("Thank you. Your answers are saved in the file {file}, among your downloads.")
    within = _("Here are our answers. Please leave the lines below as they are.")
    attached = _("Here are our answers, in the attached file {file}.").format(file=sheet.file)
    address = f"mailto:{quote(sheet.email, safe='@')}"
    mail = _("Mail the answers")
    other = _("Or send us the file, or this text, in any other way:")
    return f"""<div class="done" hidden>
<p>{escape(saved.format(file=sheet.file))}</p>
<p><a class="mail" href="{escape(address)}" data-to="{escape(address)}"
 data-within="{escape(within)}" data-attached="{escape(attached)}">{escape(mail)}</a></p>
<p>{escape(other)}</p>
<textarea id="copy" readonly aria-label="{escape(_("Answers"))}"></textarea>
</div>"""


def _question(field: FieldSpec, is_required: bool, answer: str, lang: str) -> str:
    mark = ' <span class="must" aria-hidden="true">*</span>' if is_required else ""
    label = escape(field.label.text(lang)) + mark
    hint = f'<p class="hint">{escape(field.hint.text(lang))}</p>' if field.hint else ""
    id, must = escape(f"f-{field.key}"), " required" if is_required else ""
    about = f' data-field="{escape(field.key)}"' + (" data-had" if answer else "")
    if field.type == "choices":
        chosen = answer.split(SEVERAL)
        boxes = "".join(
            f'<label class="choice"><input type="checkbox" value="{escape(choice.en)}"'
            f"{' checked' if choice.en in chosen else ''}>"
            f" {escape(choice.text(lang))}</label>"
            for choice in field.choices
        )
        if is_required:
            about += f' data-must="{escape(_("Please choose one or more."))}"'
        return f'<fieldset class="question"{about}><legend>{label}</legend>{hint}{boxes}</fieldset>'
    return (
        f'<div class="question"{about}><label for="{id}">{label}</label>{hint}'
        f"{_control(field, id, must, answer, lang)}</div>"
    )


def _control(field: FieldSpec, id: str, must: str, answer: str, lang: str) -> str:
    value = f'value="{escape(answer)}"'
    match field.type:
        case "date":
            return f'<input type="date" id="{id}" {value}{must}>'
        case "number" | "money":
            return f'<input type="text" inputmode="decimal" id="{id}" {value}{must}>'
        case "yesno":
            return _select(id, must, answer, [("yes", _("yes")), ("no", _("no"))])
        case "choice":
            return _select(
                id, must, answer, [(choice.en, choice.text(lang)) for choice in field.choices]
            )
    return f'<textarea id="{id}"{must}>\n{escape(answer)}</textarea>'


def _select(id: str, must: str, answer: str, choices: list[tuple[str, str]]) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == answer else ""}>'
        f"{escape(text)}</option>"
        for value, text in [("", ""), *choices]
    )
    return f'<select id="{id}"{must}>{options}</select>'
