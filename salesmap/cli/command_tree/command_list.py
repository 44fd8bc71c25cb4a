"""The list of commands, in the order of a working day, each with its help.

Papers and money come last: who never quotes anything does not meet them on the first screen.

The help stands here, not in the modules of the commands, so that a list imports none of them.
"""

from salesmap.cli.command_tree.after_sales import AFTER_SALES
from salesmap.cli.command_tree.analysis import ANALYSIS
from salesmap.cli.command_tree.marketing import MARKETING
from salesmap.cli.command_tree.papers import PAPERS
from salesmap.cli.command_tree.team import TEAM
from salesmap.cli.command_tree.upkeep import UPKEEP
from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.cli.command_tree.working_day import WORKING_DAY

COMMANDS: tuple[Verb | Noun, ...] = (
    *WORKING_DAY,
    *ANALYSIS,
    *UPKEEP,
    *PAPERS,
    *AFTER_SALES,
    *MARKETING,
    *TEAM,
)
