"""The mail that a quote goes out with."""

from salesmap.core.i18n import N_
from salesmap.exchange.print.document import Document
from salesmap.exchange.print.texts import Texts


def cover_letter(document: Document) -> tuple[str, str]:
    """Return the subject and the text of the mail, in the languages of the paper."""
    texts = Texts("both" if len(document.langs) > 1 else document.langs[0])
    total = next(each.value.text for each in document.sums if each.kind == "grand")
    facts = {fact.label: fact.value for fact in document.facts}
    valid_until = facts[texts.say(N_("Valid until"))]
    body = texts.say(
        N_("Please find our quotation {name} attached: {total}, valid until {valid_until}."),
        name=document.name,
        total=total,
        valid_until=valid_until,
    )
    subject = " / ".join(
        f"{title} {name}" for title, name in zip(document.title, document.name, strict=False)
    )
    company = document.parties[-1].name
    return subject.replace("\n", " "), "\n\n".join([*body, *([company] if company else [])])
