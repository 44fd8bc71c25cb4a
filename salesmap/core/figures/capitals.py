"""Amounts in Chinese capitals (大写), as cheques and contracts write them.

After 支付结算办法, annex 1: 整 closes an amount of whole yuan; 零 stands for zeros between digits,
and before the jiao where the yuan ends in one.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_WAN, _YI = 10**4, 10**8


def capitals(cents: int) -> str:
    """Return an amount in hundredths: 168032 is 壹仟陆佰捌拾元零叁角贰分."""
    yuan, hundredths = divmod(abs(cents), 100)
    jiao, fen = divmod(hundredths, 10)
    text = "负" if cents < 0 else ""
    if yuan or not hundredths:
        text += f"{_whole(yuan)}元"
    if not hundredths:
        return f"{text}整"
    if yuan and (not jiao or yuan % 10 == 0):
        text += "零"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if fen:
        text += f"{_DIGITS[fen]}分"
    return text


def _whole(number: int) -> str:
    """Return a whole number; 10¹² is 壹万亿, because 兆 means other things elsewhere."""
    for unit, word in ((_YI, "亿"), (_WAN, "万")):
        if number >= unit:
            above, below = divmod(number, unit)
            return f"{_whole(above)}{word}{_rest(below, unit)}"
    return _below_ten_thousand(number)


def _rest(number: int, unit: int) -> str:
    """Return what follows a unit, with the 零 of the places that it leaves out."""
    if not number:
        return ""
    return ("零" if number < unit // 10 else "") + _whole(number)


def _below_ten_thousand(number: int) -> str:
    if not number:
        return _DIGITS[0]
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += f"{_DIGITS[digit]}{_PLACES[place]}"
        elif text and not text.endswith("零") and number % 10**place:
            text += "零"
    return text
