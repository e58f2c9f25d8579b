//! Whose a contribution is: the shareholders that sentences name.

use super::view::{View, place};
use super::words::{Mark, Word};
use crate::syntax::clause::Quantity;
use crate::words::{Any, find, holds};

/// Whose sum it is.
pub(super) enum Holder {
    /// A shareholder by name; empty for 股东 in general.
    Named(String),
    /// The one named last; `part` if the sum is part of one stated before.
    Last { part: bool },
    /// None that contributes.
    Nobody,
}

/// For each sum, whose it is.
pub(super) fn holders(view: &View<'_>, money: &[(&Quantity, Option<u64>, Option<u64>)]) -> Vec<Holder> {
    // 甲公司、乙公司，分别认购6000万股和4000万股
    if let Some(at) = view.text.find("分别")
        && let Some((first, _, _)) = money.first()
        && at < first.span.start as usize
    {
        let left = &view.text[..at];
        let left = ["为", "是", "由", "："]
            .iter()
            .filter_map(|w| left.rfind(w).map(|i| &left[i + w.len()..]))
            .min_by_key(|t| t.len())
            .unwrap_or(left);
        // 公司发起人为甲公司、乙公司，股份总数为……，各发起人认购的股份数分别为……
        let listed = ["发起人为", "股东为", "发起人：", "股东："]
            .iter()
            .find_map(|key| view.text[..at].split_once(key))
            .and_then(|(_, rest)| rest.split(['，', '；']).next())
            .unwrap_or_default();
        for list in [left, listed] {
            let names: Vec<String> = list
                .split(['、', '和', '及', '，'])
                .map(|name| name.trim_matches(|c: char| matches!(c, '，' | '（' | '）')).to_owned())
                .filter(|name| is_name(name))
                .collect();
            if names.len() == money.len() && names.len() > 1 {
                return names.into_iter().map(Holder::Named).collect();
            }
        }
    }
    let inner = find(view.text, "其中");
    let whole_before = money.first().is_some_and(|(q, _, _)| inner.is_none_or(|at| (q.span.start as usize) < at));
    let mut from = 0;
    let mut out = Vec::with_capacity(money.len());
    for (i, (quantity, _, _)) in money.iter().enumerate() {
        let (start, end) = place(quantity);
        let stretch = &view.text[from..start];
        let unnamed = || {
            let goes_on = view.is_item || ['以', '认', '其', '出'].iter().any(|c| view.text.starts_with(*c));
            let told = || view.context.contributor.clone().filter(|_| view.text.starts_with('以'));
            view.context.holder.clone().filter(|_| goes_on).or_else(told).filter(|_| i == 0)
        };
        let holder = if stretch.contains("实缴") && i > 0
            || stretch.contains("累计")
            || stretch.contains("合计")
            || stretch.contains("总计")
        {
            Holder::Nobody
        } else if inner.is_some_and(|at| at < start) && i > 0 {
            match name_in(view, from, start) {
                Some(name) if is_name(&name) => Holder::Named(name),
                _ => Holder::Last { part: whole_before },
            }
        } else {
            match name_in(view, from, start) {
                Some(name) if i == 0 || is_name(&name) => Holder::Named(name),
                _ => {
                    let opens = stretch.trim_start_matches(['，', '；', '、', '：']);
                    // 分三期缴付：第一期2000万元: the words right before the sum.
                    let behind = stretch.rsplit(['，', '；', '：']).next().unwrap_or_default();
                    let of_rest = ["第", "其余", "余额", "余款", "余下", "尾款", "剩余", "首期", "另"]
                        .iter()
                        .any(|w| opens.starts_with(w) || behind.starts_with(w) && *w != "另");
                    let dated = opens.starts_with(|c: char| c.is_ascii_digit() || c == '二') && opens.contains('年');
                    if view.context.instalments && i == 0 && !of_rest && !dated {
                        // 以房产出资15000万元 after 其中：以货币出资5000万元；
                        Holder::Last { part: true }
                    } else if let Some(name) = unnamed().filter(|_| !view.text.starts_with("其中")) {
                        Holder::Named(name)
                    } else if of_rest || dated && !stretch.contains("其中") {
                        // 认缴出资6000万元，分三期缴付：第一期2000万元……: parts of the sum before them.
                        let first = money.first().map_or(0, |(q, _, _)| q.span.start as usize);
                        let begun = ["首期", "第一期", "首批", "第一批", "首次", "第一次"]
                            .iter()
                            .any(|w| view.text[..first].contains(w));
                        let parts = ["第", "首期", "其余", "余额", "余款", "余下", "尾款", "剩余"];
                        let part =
                            i > 0 && !begun && parts.iter().any(|w| behind.starts_with(w) || opens.starts_with(w));
                        Holder::Last { part: part || view.text.starts_with("其中") || dated && i == 0 }
                    } else if view.text.starts_with("其中") {
                        Holder::Last { part: true }
                    } else if i == 0 {
                        Holder::Nobody
                    } else if ["缴", "出资", "作价", "投入", "货币", "现金", "净资产", "实物"]
                        .iter()
                        .any(|w| stretch.contains(w))
                    {
                        Holder::Last { part: false }
                    } else {
                        Holder::Nobody
                    }
                }
            }
        };
        out.push(holder);
        from = end;
    }
    out
}

/// Whether words are a shareholder's name: they end as names of entities do.
pub(super) fn is_name(name: &str) -> bool {
    const ENDS: [&str; 22] = [
        "公司",
        "集团",
        "局",
        "政府",
        "委员会",
        "国资委",
        "中心",
        "合伙）",
        "合伙企业",
        "研究院",
        "厅",
        "部",
        "基金",
        "合作社",
        "企业",
        "社",
        "医院",
        "大学",
        "会",
        "厂",
        "）",
        "银行",
    ];
    name.chars().count() >= 2
        && ENDS.iter().any(|end| name.ends_with(end))
        && !matches!(name, "公司" | "本公司" | "股东会" | "董事会")
}

/// The name in the stretch before a sum; empty for 股东 in general.
fn name_in(view: &View<'_>, from: usize, start: usize) -> Option<String> {
    // 公司的唯一股东为某某有限公司，以货币认缴……
    if from == 0
        && let Some(name) = named_holder(&view.text[..start])
    {
        return Some(name);
    }
    // 股东的出资情况如下：甲公司出资……: what introduces the list names nobody.
    let colon = view.text[from..start].rfind('：').map(|i| from + i + '：'.len_utf8());
    let from = match colon {
        Some(colon) if !opens_instalment(&view.text[colon..start]) => colon,
        _ => from,
    };
    let verb = view
        .within(from, start)
        .find(|w| w.word == Word::Mark(Mark::Contribute) && !view.text[w.end..].starts_with("比例"))
        .map_or(start, |w| w.start);
    let stretch = &view.text[from..verb.max(from)];
    // 一局集团分两次以货币出资：2025年1月1日前缴纳1000万元: the name stands before the colon.
    if let Some(colon) = view.text[from..start].rfind('：') {
        let after = &view.text[from + colon + '：'.len_utf8()..start];
        let before = &view.text[from..from + colon];
        if opens_instalment(after) && (before.contains("出资") || before.contains("认缴")) {
            return clean(before).filter(|name| is_name(name));
        }
    }
    let stretch = stretch.trim_start_matches(['，', '；', '、', '。', '和', '及']);
    // The clause that names whose it is may stand before the last one: 县财政局为唯一股东，以货币认缴.
    let mut candidates: Vec<&str> = stretch.split('，').rev().collect();
    if candidates.is_empty() {
        candidates.push(stretch);
    }
    let mut general = None;
    for candidate in candidates {
        match clean(candidate) {
            Some(name) if is_name(&name) => return Some(name),
            Some(name) if general.is_none() && !name.is_empty() => general = Some(name),
            _ => {}
        }
    }
    // 中方股东：认缴出资额30600万元，……
    if let Some(party) = view.text[..start].split_once('：').and_then(|(head, _)| party(head)) {
        return Some(party);
    }
    if let Some(name) = general.filter(|name| {
        from == 0
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.contains("年")
            && !name.contains(['期', '批'])
            && name.chars().count() <= 30
    }) {
        return Some(name);
    }
    if from == 0 && !view.text.starts_with("其中") && !view.text.starts_with(|c: char| c.is_ascii_digit()) {
        let words = ["股东", "出资人", "发起人", "出资情况"];
        let own = view.text.starts_with("第") && view.text.contains(['期', '批']);
        return (!own && words.iter().any(|w| view.text.contains(w))).then(String::new);
    }
    None
}

/// Whether what stands behind a colon is the first instalment: 2025年1月1日前缴纳……, 第一批货币…….
fn opens_instalment(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        || ["首期", "首批", "首次", "第一期", "第一批", "第一次"].iter().any(|word| text.starts_with(word))
}

/// By what a contract calls one of its parties, or a name, as the head of a line.
fn party(head: &str) -> Option<String> {
    const ALL: [&str; 7] = ["全体", "各", "全部", "其他", "双", "唯一", "出资"];
    let head =
        head.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '“')).trim_end_matches('”');
    let called =
        (head.ends_with('方') || head.ends_with("股东")) && head != "股东" && !ALL.iter().any(|w| head.starts_with(w));
    ((2..=20).contains(&head.chars().count()) && (called || is_name(head))).then(|| head.to_owned())
}

/// The name that a clause begins with, without what introduces it and what follows it.
fn clean(clause: &str) -> Option<String> {
    let mut name = clause;
    // 以某某公司的净资产出资: what is contributed is no name.
    if name.starts_with('以') || name.starts_with("将") || name.starts_with("其中") {
        return None;
    }
    if let Some(colon) = name.rfind('：') {
        name = &name[colon + '：'.len_utf8()..];
    }
    const CUTS: [&str; 25] = [
        "以",
        "将",
        "于",
        "按",
        "已",
        "承诺",
        "应",
        "首期",
        "首批",
        "分两次",
        "分两期",
        "分两批",
        "分期",
        "分三次",
        "分三期",
        "分三批",
        "分批",
        "分次",
        "为唯一",
        "是唯一",
        "作为",
        "独家",
        "全额",
        "全部",
        "单独",
    ];
    // A name may hold such a word: 某某供应链有限公司. It ends where names of entities do, else at the first of them.
    let mut ends: Vec<usize> =
        CUTS.iter().flat_map(|cut| name.match_indices(cut).map(|(at, _)| at)).filter(|at| *at > 0).collect();
    ends.sort_unstable();
    let whole = ends.iter().copied().find(|at| is_name(&name[..*at]));
    let cut = whole.or_else(|| ends.first().copied().filter(|_| !is_name(name)));
    name = cut.map_or(name, |at| &name[..at]);
    if let Some(by) = name.rfind('由').filter(|by| name[by + 3..].chars().count() >= 2) {
        name = &name[by + 3..];
    }
    let mut name = name.trim_matches(|c: char| matches!(c, '，' | '、' | '；' | '。' | '（' | '：' | ' '));
    const PREFIXES: [&str; 27] = [
        "其中",
        "另由",
        "由",
        "公司发起人为",
        "发起人为",
        "出资人为",
        "股东为",
        "唯一股东为",
        "股东是",
        "甲方",
        "乙方",
        "丙方",
        "丁方",
        "戊方",
        "发起人",
        "股东一",
        "股东二",
        "股东三",
        "第一大股东",
        "股东",
        "出资人",
        "本次",
        "和",
        "及",
        "与",
        "全体",
        "各",
    ];
    let mut again = true;
    while again {
        again = false;
        for prefix in PREFIXES {
            // 甲方认缴出资: named by nothing else.
            if let Some(rest) = name.strip_prefix(prefix)
                && !(rest.is_empty() && prefix.ends_with('方'))
            {
                name = rest.trim_start_matches(['，', '：', '（', '、', '“', '”', '为']);
                again = true;
            }
        }
    }
    let name = name.trim_end_matches(['的', '认', '实', '“', '”']);
    let is_word = ["认缴", "的", "共同", "自", "出资额", "出资方式", "所有", "公司注册资本", "注册资本", "占"]
        .iter()
        .any(|w| name.starts_with(w));
    (!name.is_empty() && !is_word && name.chars().count() <= 40).then(|| name.to_owned())
}

/// Who a sentence says is shareholder or contributor: 公司的出资人为某某县财政局; 某某集团有限公司是公司的唯一股东.
pub(super) fn named_holder(text: &str) -> Option<String> {
    const BEFORE: [&str; 12] = [
        "唯一出资人为",
        "出资人为",
        "出资人是",
        "唯一股东为",
        "唯一股东是",
        "股东为",
        "股东是",
        "股东系",
        "股东名称：",
        "出资人：",
        "股东：",
        "出资人名称：",
    ];
    if !holds(text, &["股东", "出资人"]) {
        return None;
    }
    static SAID: Any = Any::of(&["人为", "人是", "股东为", "股东是", "股东系", "名称：", "人：", "股东：", "唯一"]);
    if !SAID.within(text) {
        return None;
    }
    for key in BEFORE {
        let Some(at) = find(text, key) else { continue };
        let rest = &text[at + key.len()..];
        let name = rest.split(['，', '。', '；', '、']).next().unwrap_or_default();
        let name = name.split('（').next().filter(|short| is_name(short)).unwrap_or(name);
        if is_name(name) && name.chars().count() >= 4 {
            return Some(name.to_owned());
        }
    }
    for key in [
        "是公司的唯一股东",
        "为公司的唯一股东",
        "为公司唯一股东",
        "是公司唯一股东",
        "为公司唯一出资人",
        "是公司唯一出资人",
        "为公司的唯一出资人",
        "是公司的唯一出资人",
    ] {
        let Some(at) = find(text, key) else { continue };
        let before = text[..at].rsplit(['，', '。', '；', '：']).next().unwrap_or_default();
        if is_name(before) && before.chars().count() >= 4 {
            return Some(before.to_owned());
        }
    }
    None
}

pub(super) fn name_start(view: &View<'_>, name: &str, before: usize) -> Option<usize> {
    if name.is_empty() { None } else { view.text[..before].rfind(name) }
}
