"""Words that systems and people write into a cell when there is nothing to say."""

from collections import Counter
from collections.abc import Sequence

NOTHING = frozenset(
    {
        "n/a", "n.a.", "#n/a", "null", "(null)", "<null>", "\\n", "none", "(none)", "undefined",
        "-", "--", "---", "–", "—", "/", "//", "无", "暂无", "未填", "未填写", "空",
    }
)  # fmt: skip
"""In any cell but those of names and free text, casefolded."""

NO_VALUE = NOTHING | {
    "?", "??", "na", "nil", "nan", "nat", "x", ".", "..", "…", "tbd", "tba", "tbc", "unknown",
    "empty", "blank", "未知", "待定", "未定", "不详", "not set", "no date", "no value",
    "0000-00-00",
    "0000-00-00 00:00:00", "0000-00-00t00:00:00z", "00/00/0000", "0000/00/00", "00.00.0000",
    "00-00-0000", "0/0/0", "0001-01-01", "0001-01-01 00:00:00", "0001-01-01t00:00:00z",
    "1/1/0001", "1900-01-00",
}  # fmt: skip
"""In cells of dates and numbers."""

NOBODY = NOTHING | {
    "unassigned", "not assigned", "nobody", "no owner", "no one", "open pool", "未分配", "无负责人",
    "待分配", "公海",
}  # fmt: skip
"""In cells of owners."""

LONGEST_WORD = max(map(len, NO_VALUE))


class NothingSaid:
    """Counts such words by column index: the words that count as an empty cell."""

    def __init__(self, words: dict[int, frozenset[str]]) -> None:
        # As they are mostly written: looking at each cell would cost a tenth of the import.
        self.words = {
            index: {form for word in each if word for form in _forms(word)}
            for index, each in words.items()
        }
        self.found: Counter[str] = Counter()

    def add(self, cells: Sequence[Sequence[str]]) -> None:
        """Look at some more rows, given by column."""
        for index, words in self.words.items():
            column = cells[index]
            for word in sorted(words.intersection(column)):  # told in the same order each time
                self.found[word] += column.count(word)


def _forms(word: str) -> set[str]:
    return {word, word.upper(), word.capitalize(), word.title()}
