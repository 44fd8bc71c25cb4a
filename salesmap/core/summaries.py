"""English summaries of changes, by the text that the journal keeps.

Chinese ones are in the catalogue.
The journal of a database holds the texts of the version that wrote them, so a text is never
removed here. One that is not listed is shown as it is.
"""

SUMMARIES = {
    "lead added: {}": "Added lead {}",
    "lead edited: {}": "Updated lead {}",
    "lead dropped: {}": "Discarded lead {}",
    "lead won: {}": "Marked lead {} as won",
    "lead lost: {}": "Marked lead {} as lost",
    "lead moved: {}": "Moved lead {}",
    "lead moved to another pipeline: {}": "Moved lead {} to another pipeline",
    "lead reopened: {}": "Reopened lead {}",
    "lead forced through a gate: {}": "Overrode a gate for lead {}",
    "leads imported: {}": "Imported leads: {}",
    "stage histories imported: {}": "Imported stage histories: {}",
    "contacts imported: {}": "Imported contacts: {}",
    "activities imported: {}": "Imported activities: {}",
    "answers imported: {}": "Imported answers: {}",
    "follow-up added: {}": "Scheduled follow-up {}",
    "follow-up done: {}": "Completed follow-up {}",
    "follow-up dropped: {}": "Canceled follow-up {}",
    "follow-up rescheduled: {}": "Rescheduled follow-up {}",
    "logged with {}": "Logged contact with {}",
    "ticked off: {}": "Checked off {}",
    "no longer ticked off: {}": "Unchecked {}",
    "merged: {}": "Merged {}",
    "map changed: {}": "Changed the map: {}",
    "issue opened: {}": "Opened issue {}",
    "problem closed: {}": "Closed issue {}",
    "note added: {}": "Added note {}",
    "note changed: {}": "Updated note {}",
    "note taken away: {}": "Deleted note {}",
    "target set: {}": "Set target {}",
    "target split: {}": "Split target {}",
    "target taken away: {}": "Deleted target {}",
    "action item added: {}": "Added action item {}",
    "action item done: {}": "Completed action item {}",
    "action item canceled: {}": "Canceled action item {}",
    "undone: {}": "Undid: {}",
    "redone: {}": "Redid: {}",
    "answers taken in: {}": "Imported answers: {}",
    "follow-up put off: {}": "Rescheduled follow-up {}",
    "problem taken up: {}": "Opened issue {}",
}
