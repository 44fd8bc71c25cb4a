"""A form as one self-contained page that saves the answers in a file to be sent back."""

import json
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

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
.about, .hint, .done { color: var(--soft) } .question { margin: 1.5rem 0; border: 0; padding: 0 }
label, legend { font-weight: 600; padding: 0 } .hint { font-size: .9rem; margin: .1rem 0 .4rem }
input:not([type=checkbox]), textarea, select { width: 100%; font: inherit; color: inherit;
  background: transparent; padding: .5rem .6rem;
  border: 1px solid var(--line); border-radius: .4rem }
textarea { min-height: 5rem } select option { color: #111 }
.choice { display: block; font-weight: 400 }
button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border: 0;
  border-radius: .4rem; background: var(--accent); color: var(--page); cursor: pointer }
.must { color: #c62828 }
@media print { button, .done { display: none } }
"""

_SCRIPT = """
const form = document.querySelector("form");
form.addEventListener("submit", event => {
  event.preventDefault();
  const answers = {};
  for (const question of form.querySelectorAll("[data-field]")) {
    const ticked = [...question.querySelectorAll("input[type=checkbox]")];
    const single = question.querySelector("textarea, select, input:not([type=checkbox])");
    answers[question.dataset.field] = single ? single.value.trim()
      : ticked.filter(box => box.checked).map(box => box.value).join(form.dataset.several);
  }
  const text = JSON.stringify({...JSON.parse(form.dataset.head), answers}, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  link.download = form.dataset.file;
  link.click();
  document.querySelector(".done").hidden = false;
  document.querySelector("#copy").value = text;
});
"""


class Survey(NamedTuple):
    """A form for the customer of a lead, with the answers known already."""

    form: FormSpec
    fields: tuple[FieldSpec, ...]
    database_uid: str
    lead_id: int
    token: str
    lead_name: str
    answers: Mapping[str, str]


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
    intro = (
        f'<p class="about">{escape(" ".join(form.intro.text(lang).split()))}</p>'
        if form.intro
        else ""
    )
    title = escape(form.title.text(lang))
    file = f"{form.key}-{survey.lead_id}.json"
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
<p class="about">{escape(survey.lead_name)}</p>
{intro}
<form data-head="{escape(json.dumps(head))}" data-file="{escape(file)}"
 data-several="{escape(SEVERAL)}">
{questions}
<button type="submit">{escape(_("Save answers"))}</button>
</form>
<p class="done" hidden>{escape(_("Thank you. Please send us the saved file, or this text:"))}
<textarea id="copy" readonly></textarea></p>
<noscript><p class="must">{escape(no_script)}</p></noscript>
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _question(field: FieldSpec, is_required: bool, answer: str, lang: str) -> str:
    mark = ' <span class="must" aria-hidden="true">*</span>' if is_required else ""
    label = escape(field.label.text(lang)) + mark
    hint = f'<p class="hint">{escape(field.hint.text(lang))}</p>' if field.hint else ""
    id, must = escape(f"f-{field.key}"), " required" if is_required else ""
    if field.type == "choices":
        chosen = answer.split(SEVERAL)
        boxes = "".join(
            f'<label class="choice"><input type="checkbox" value="{escape(choice.en)}"'
            f"{' checked' if choice.en in chosen else ''}>"
            f" {escape(choice.text(lang))}</label>"
            for choice in field.choices
        )
        return (
            f'<fieldset class="question" data-field="{escape(field.key)}">'
            f"<legend>{label}</legend>{hint}{boxes}</fieldset>"
        )
    return (
        f'<div class="question" data-field="{escape(field.key)}">'
        f'<label for="{id}">{label}</label>{hint}'
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
