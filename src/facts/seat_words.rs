//! Words around the number of a body's seats: what may stand between, and what shows that a body is composed.

use std::sync::LazyLock;

use super::view::View;
use super::vocabulary::Organ;
use super::words::Word;
use crate::words::WordList;

/// Characters that may stand between a post and its number: 外部董事应当不少于四名.
pub(super) fn is_filler(text: &str) -> bool {
    let mut rest = text;
    const WORDS: [&str; 51] = [
        "规模",
        "）",
        "均",
        "亦",
        "不应",
        "不低于",
        "不得低于",
        "低于",
        "人数视业务需要",
        "员额",
        "定员",
        "编制",
        "定额",
        "应当",
        "不得",
        "至少",
        "一般",
        "原则上",
        "分别",
        "人数",
        "名额",
        "总数",
        "职数",
        "不少于",
        "不得少于",
        "不超过",
        "最多",
        "不多于",
        "超过",
        "人选",
        "共计",
        "合计",
        "应",
        "为",
        "是",
        "有",
        "共",
        "各",
        "设",
        "占",
        "配",
        "现",
        "计",
        "（",
        "：",
        "的",
        "须",
        "数",
        "其中",
        "不得超过",
        "由",
    ];
    static LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(WORDS));
    while !rest.is_empty() {
        let Some((end, _)) = LIST.longest(rest, 0) else { return false };
        rest = &rest[end..];
    }
    true
}

/// Whether the words between a post and the clause on its number are a mark, or say that it is the majority: 外部董事占多数，
pub(super) fn is_share(between: &str) -> bool {
    let rest = between.trim_end_matches('，');
    matches!(rest, "" | "占多数" | "占大多数" | "过半数" | "应当占多数" | "应占多数" | "应当过半数" | "超过半数")
}

/// How many there are of whom 各 says something: 双方各, 三个股东各.
pub(super) fn each(before: &str) -> Option<u32> {
    let at = before.rfind('各')?;
    let sides = &before[..at];
    if sides.ends_with("双方") || sides.ends_with("两方") {
        return Some(2);
    }
    let counted =
        ["个股东", "家股东", "名股东", "位股东", "方股东", "方"].iter().find_map(|word| sides.strip_suffix(word))?;
    let number = counted.chars().next_back().filter(|c| crate::numeral::is_numeral(*c))?;
    crate::numeral::parse(number.encode_utf8(&mut [0; 4]))
        .and_then(|n| u32::try_from(n).ok())
        .filter(|n| (2..10).contains(n))
}

/// Whether somebody's nominee is meant, who is one of the directors and not all of them: 甲公司提名的董事.
pub(super) fn is_nominated(view: &View<'_>, office: usize) -> bool {
    let before = &view.text[..office];
    ["提名的", "推荐的", "提名产生的", "推荐产生的"].iter().any(|words| before.ends_with(words))
        // 其中，熟悉行业的董事二名: whoever is qualified after 其中 is a part.
        || before.ends_with('的') && before.contains("其中")
}

/// Whether the words behind a number make the members independent: 由不在公司担任其他职务且与公司无……关系的董事出任.
pub(super) fn is_independent(words: &str) -> bool {
    let words =
        words.trim_start_matches(['由', '为', '应', '须', '是', '当', '，', '的', '成', '员', '委', '董', '事']);
    [
        "不在公司担任",
        "不得在公司担任",
        "不在本公司担任",
        "未在公司担任",
        "不担任公司",
        "不兼任公司",
        "与公司不存在",
        "与公司无",
        "除董事外不在公司",
    ]
    .iter()
    .any(|open| words.starts_with(open))
}

/// Whether the sentence tells how a body is composed, and not who does something at a meeting.
pub(super) fn composes(view: &View<'_>, start: usize, end: usize) -> bool {
    const WORDS: [&str; 24] = [
        "另有",
        "进入董事会",
        "进入监事会",
        "组成",
        "构成",
        "设",
        "成员",
        "其中",
        "包括",
        "包含",
        "人数",
        "名额",
        "席",
        "共",
        "现有",
        "由",
        "配备",
        "委员",
        "其余",
        "定员",
        "编制",
        "定额",
        "规模",
        "员额",
    ];
    let (from, _) = view.clause(start);
    let (_, to) = view.clause(end);
    let clause = &view.text[from..to];
    let strong = WORDS.iter().filter(|w| **w != "由").any(|word| clause.contains(word));
    // 董事会有七名董事
    let has = view.before(start).next().is_some_and(|at| {
        let between = &view.text[at.end..start];
        matches!(at.word, Word::Organ(Organ::Board | Organ::SupervisoryBoard))
            && between.ends_with('有')
            && is_filler(between)
    });
    strong || has || view.left(start, 3) == "由" && view.right(end, 90).contains("组成") || {
        // 四名由股东委派，一名由职工民主选举: the first clause says what is composed.
        view.text[..from].contains("组成") || view.text[..from].contains("设")
    }
}
