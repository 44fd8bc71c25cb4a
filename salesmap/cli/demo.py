"""`salesmap demo`."""

import typer

from salesmap.i18n import _

app = typer.Typer()


@app.command("demo", help=_("Fill a scratch database with a sample and walk through the main job."))
def demo() -> None:
    """Walk through."""
