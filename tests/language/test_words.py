"""One word for one thing: words that are not used, in help, messages, pages and the guide."""

import re
from collections.abc import Iterator

import pytest
from conftest import ROOT
from language.test_catalogue import catalogue, messages

ENGLISH = (
    r"(?<!address )\bbooks?\b",
    r"(?<!sales )\bprocess\b",
    r"\bpromis(?:e|es|ed)\b",
    r"\bgone quiet\b",
    r"\bworth\b",
    r"\bin the middle\b",
    r"\btak(?:e|es|en|ing) in\b",
    r"\btak(?:e|es|en|ing) up\b",
    r"\btak(?:e|es|en|ing) back\b",
    r"\bput(?:s|ting)? off\b",
    r"\bgiv(?:e|es|en|ing) up\b",
    r"\bof one's own\b",
    r"\bof your own fields?\b",
    r"\bkeep a promise\b",
    r"\bdownwards\b",
    r"\bforgets it\b",
    r"\bwhen it should close\b",
    r"\bwho is typing\b",
    r"\bcancelled\b",
    r"\bcolour\b",
    r"\bstand as they\b",
    r"\bbeside the time before\b",
    r"\bthe present moment\b",
    r"\ball is well\b",
)
CHINESE = (
    "数据簿",
    "管道",
    "静默",
    "沉默",
    "作废",
    "你",
    "中位(?!数|天数|小时)",
    "进入数",
    "现有数",
    "把握",
    "正在发作",
    "收下答案",
    "标记语言",
    "键名",
    "逾期未成(?!交)",
    "议定",
    "变更",
    "重做",
    "给谁看",
    "承诺",
)
ALLOWED = {
    "承诺": ("确定", "承诺了什么"),
    "管道": ("文件或管道",),
    "作废": ("合同", "已作废"),
}
"""Texts around a Chinese word in which it has another meaning."""
PUNCTUATION = (
    r"[\u4e00-\u9fff] ?\([^)]*[\u4e00-\u9fff]",
    r"[\u4e00-\u9fff][,;:?!](?:\s|$)",
    r" [“”]|”[ ](?=[\u4e00-\u9fff])",
    r"--[a-z-]+ ?“",
)
"""What Chinese text does not contain: half-width punctuation, spaces at quotation marks."""


def guide(lang: str) -> Iterator[tuple[str, str]]:
    """The lines of the guide that are prose: no code, no commands."""
    for path in sorted((ROOT / "salesmap/guide" / lang).glob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in text.splitlines():
            yield path.name, re.sub(r"`[^`]*`", "``", line)


def chinese_texts() -> Iterator[tuple[str, str]]:
    for message in catalogue():
        if message.id and "click" not in message.auto_comments:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(message.id), string) for string in strings)
    yield from guide("zh")


@pytest.mark.parametrize("word", ENGLISH)
def test_english(word: str) -> None:
    found = [text for text in messages() if re.search(word, text, re.IGNORECASE)]
    found += [f"{name}: {line}" for name, line in guide("en") if re.search(word, line, re.I)]
    assert not found


@pytest.mark.parametrize("word", CHINESE)
def test_chinese(word: str) -> None:
    allowed = ALLOWED.get(word, ())
    found = [
        (where, text)
        for where, text in chinese_texts()
        if re.search(word, text) and not any(each in text for each in allowed)
    ]
    assert not found


@pytest.mark.parametrize("pattern", PUNCTUATION)
def test_chinese_punctuation(pattern: str) -> None:
    found = [(where, text) for where, text in chinese_texts() if re.search(pattern, text)]
    assert not found
