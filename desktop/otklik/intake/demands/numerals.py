"""Russian and English numerals, in digits and in words, as letters write terms and sums."""

from __future__ import annotations

import re

_ONES = {
    1: "один одна одно одного одной one",
    2: "два две двух two",
    3: "три трех three",
    4: "четыре четырех four",
    5: "пять пяти five",
    6: "шесть шести six",
    7: "семь семи seven",
    8: "восемь восьми eight",
    9: "девять девяти nine",
    10: "десять десяти ten",
    11: "одиннадцать одиннадцати eleven",
    12: "двенадцать двенадцати twelve",
    14: "четырнадцать четырнадцати fourteen",
    15: "пятнадцать пятнадцати fifteen",
    20: "двадцать двадцати twenty",
    30: "тридцать тридцати thirty",
    40: "сорок сорока forty",
    60: "шестьдесят шестидесяти sixty",
    90: "девяносто ninety",
}
WORDS = {word: number for number, words in _ONES.items() for word in words.split()}
"""Numerals written as one word; those of terms are hardly ever longer."""

JOINED = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "двенадцати": 12, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20, "тридцати": 30,
}  # fmt: skip
"""Numerals that begin a word: «трёхдневный», «десятидневный»."""

MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12,
    "jan": 1, "feb": 2, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""Months by their first three letters."""

MONTH_NAME = (
    "январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    "|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?"
)
"""A month by its name, as an expression on folded text."""


def month(name: str) -> int:
    """Return the number of a month written as `MONTH_NAME` allows."""
    return 3 if name.startswith("mar") else MONTHS[name[:3]]


def folded(text: str) -> str:
    """Return the text for expressions: small letters, ё as е, every space plain; every character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(sign if len(sign) == 1 else " " for sign in map(str.lower, text))
    return re.sub(r"[\xa0\u2000-\u200a\u202f\u205f]", " ", low.replace("ё", "е"))
