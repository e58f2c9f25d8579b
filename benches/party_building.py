#!/usr/bin/env python3
"""The party-building checks as a plain script would do them: sentences and regular expressions.

For comparison of speed only: it knows neither who a sentence is about, nor what it denies, nor what stands in its lead-in.
usage: party_building.py FOLDER   every .txt below it; prints a line of JSON per file
"""
import json
import os
import re
import sys

BODY = "(?:党委|党组|党总支|党支部|党组织)"
DECIDER = "(?:董事会|经理层|股东会|总经理|执行董事|出资人)"
RULES = {
    "duties": rf"{BODY}.*(?:职责|讨论和决定)",
    "structure": rf"设立.*{BODY}.*委员会|{BODY}设(?:书记|委员)",
    "operation": rf"{BODY}.*(?:集体领导|民主集中制|个人分工负责)",
    "safeguards": rf"(?:工作机构|党务工作人员).*(?:配备|设)",
    "prior-study": rf"{BODY}.*(?:研究讨论|前置研究).*(?:后|再).*{DECIDER}.*(?:决定|决策|审议)",
    "role": "把方向、管大局、(?:保|促)落实|战斗堡垒",
    "branch-gatekeeping": r"(?:党支部|党总支).*集体研究把关",
    "current-role-wording": "政治核心作用|领导核心作用",
    "more-than-hearing": rf"听取{BODY}.*意见",
    "no-party-final-decision": rf"由{BODY}.*(?:决定|批准)",
    "duty-coverage": "(?:政治建设|党风廉政|思想政治工作|选人用人|基层党组织建设)",
    "funding": r"工作经费.*(?:1%|百分之一|0\.5%).*(?:工资总额|管理费用)",
    "organ-name-consistent": r"中国共产党\w+?委员会",
}
COMPILED = {code: re.compile(pattern) for code, pattern in RULES.items()}
SENTENCE = re.compile(r"[。；\n]")
ARTICLE = re.compile(r"^\s*(第[一二三四五六七八九十百零〇]+条)", re.M)


def check(text):
    """Of each rule, the article of its first match."""
    found = {}
    starts = [(m.start(), m.group(1)) for m in ARTICLE.finditer(text)]
    at, article = 0, 0
    for sentence in SENTENCE.split(text):
        while article < len(starts) and starts[article][0] <= at:
            article += 1
        for code, pattern in COMPILED.items():
            if code not in found and pattern.search(sentence):
                found[code] = starts[article - 1][1] if article else ""
        at += len(sentence) + 1
    return found


def main():
    for folder, _, names in sorted(os.walk(sys.argv[1])):
        for name in sorted(names):
            if name.endswith(".txt"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    print(json.dumps({"path": path, "found": check(file.read())}, ensure_ascii=False))


if __name__ == "__main__":
    main()
