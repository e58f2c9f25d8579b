//! Which body does what on which matter: 董事会决定公司的经营计划和投资方案, alone or under a lead-in.

use std::sync::LazyLock;

use super::statement::{Fact, Statement};
use super::view::{View, mark_length, powers_of};
use super::vocabulary::{Act, Office, Organ, Stance};
use super::words::{At, Mark, Word, words};
use crate::words::WordList;

/// Verbs of powers, longer ones before their parts, with what they mean.
const ACTS: [(&str, Act); 58] = [
    ("审议批准", Act::Approve),
    ("审议决定", Act::Decide),
    ("研究决定", Act::Decide),
    ("讨论决定", Act::Decide),
    ("审议通过", Act::Approve),
    ("审查批准", Act::Approve),
    ("审核批准", Act::Approve),
    ("审批", Act::Approve),
    ("批准", Act::Approve),
    ("审定", Act::Approve),
    ("核准", Act::Approve),
    ("决定聘任或者解聘", Act::Hire),
    ("聘任或者解聘", Act::Hire),
    ("聘任或解聘", Act::Hire),
    ("聘任、解聘", Act::Hire),
    ("聘任和解聘", Act::Hire),
    ("聘任", Act::Hire),
    ("决定", Act::Decide),
    ("决策", Act::Decide),
    ("制定和修改", Act::Make),
    ("制定、修改", Act::Make),
    ("制定或者修改", Act::Make),
    ("制定或修改", Act::Make),
    ("修改", Act::Make),
    ("修订", Act::Make),
    ("制定", Act::Make),
    ("制订", Act::Draft),
    ("拟订", Act::Draft),
    ("拟定", Act::Draft),
    ("起草", Act::Draft),
    ("草拟", Act::Draft),
    ("编制", Act::Draft),
    ("研究讨论", Act::Study),
    ("前置研究讨论", Act::Study),
    ("前置研究", Act::Study),
    ("研究", Act::Study),
    ("讨论", Act::Study),
    ("审议", Act::Deliberate),
    ("听取", Act::Deliberate),
    ("提名", Act::Propose),
    ("提议", Act::Propose),
    ("提出", Act::Propose),
    ("建议", Act::Propose),
    ("组织实施", Act::Carry),
    ("组织开展", Act::Carry),
    ("组织", Act::Carry),
    ("实施", Act::Carry),
    ("执行", Act::Carry),
    ("主持", Act::Carry),
    ("负责", Act::Carry),
    ("召集", Act::Carry),
    ("管理", Act::Carry),
    ("检查", Act::Supervise),
    ("督促、检查", Act::Supervise),
    ("监督", Act::Supervise),
    ("督促", Act::Supervise),
    ("审核", Act::Supervise),
    ("审查", Act::Supervise),
];

fn act_at(text: &str) -> Option<(Act, usize)> {
    static WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(ACTS.iter().map(|(word, _)| *word)));
    let (length, word) = WORDS.longest(text, 0)?;
    Some((ACTS.get(word as usize)?.1, length))
}

/// A word that may stand between a body and its verb, at `at`: where it ends, and the word.
fn between(text: &str, at: usize) -> Option<(usize, &'static str)> {
    const WORDS: [&str; 21] = [
        "可以", "可", "应当", "应", "有权", "依法", "负责", "不得", "不能", "无权", "不", "统一", "会议", "作出",
        "机构", "共同", "自主", "集体", "成员", "分别", "行使",
    ];
    static LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(WORDS));
    let (end, word) = LIST.longest(text, at)?;
    Some((end, WORDS.get(word as usize)?))
}

fn as_organ(word: Word) -> Option<Organ> {
    match word {
        Word::Organ(Organ::Directors) => Some(Organ::Board),
        Word::Organ(Organ::Union | Organ::Employees | Organ::Discipline | Organ::Supervisors) => None,
        Word::Organ(organ) => Some(organ),
        Word::Office(Office::Chair) => Some(Organ::Chair),
        Word::Office(Office::Manager) => Some(Organ::Manager),
        Word::Office(Office::ExecutiveDirector | Office::Director) => Some(Organ::Director),
        Word::Office(Office::Supervisor) => Some(Organ::SupervisoryBoard),
        _ => None,
    }
}

/// The body whose powers a lead-in introduces: 董事会对股东会负责，行使下列职权： is the board.
pub(super) fn subject(lead: &str) -> Option<Organ> {
    let found = words(lead);
    let listed = lead.contains('：') || lead.contains("下列") || lead.contains("以下");
    if !listed {
        return None;
    }
    let mut organs: Vec<(&At, Organ)> = found.iter().filter_map(|at| as_organ(at.word).map(|o| (at, o))).collect();
    // 副总经理协助总经理工作，其职责如下：
    let deputy = found.first().is_some_and(|at| {
        matches!(
            at.word,
            Word::Office(Office::DeputyManager | Office::ViceChair | Office::FinanceHead | Office::BoardSecretary)
        ) && !lead[at.end..].starts_with(['、', '和', '与', '及'])
    });
    if deputy {
        return None;
    }
    // 公司法规定由股东会行使的各项职权，由市国资委行使： whose powers they were does not exercise them.
    let exercises = |(at, _): &(&At, Organ)| powers_of(&lead[at.end..]).is_none();
    if organs.iter().any(exercises) {
        organs.retain(exercises);
    }
    // 下列事项由董事会决定：
    // 股东会由全体股东组成 says whom it consists of; 出资人机构将下列职权授予董事会行使：, 董事会授权总经理行使下列职权：
    let passive = organs.iter().find(|(at, _)| {
        let before = lead[..at.start].trim_end_matches("本公司").trim_end_matches("公司");
        before.ends_with('由') && !lead[at.end..].starts_with("组成")
            || before.ends_with("授予")
            || before.ends_with("授权") && !before.ends_with("的授权")
    });
    let is_free = |at: &At| {
        let before = &lead[..at.start];
        ![
            "对",
            "向",
            "经",
            "报",
            "据",
            "受",
            "为",
            "按照",
            "依照",
            "授予",
            "在",
            "与",
            "不设",
            "不设立",
            "不设置",
            "不再设",
        ]
        .iter()
        .any(|w| before.ends_with(w))
    };
    passive.or_else(|| organs.iter().find(|(at, _)| is_free(at))).map(|(_, organ)| *organ)
}

/// Whether a lead-in introduces powers and duties, and not conditions or definitions.
pub(super) fn introduces_powers(lead: &str) -> bool {
    ["职权", "职责", "权力", "权限", "履行", "行使", "决定：", "批准：", "审议", "负责："]
        .iter()
        .any(|w| lead.contains(w))
        && !lead.contains("不得")
        && !lead.contains("情形")
}

/// The body whose powers the items under a lead-in are.
pub(super) fn of_lead(lead: &str) -> Option<Organ> {
    if introduces_powers(lead) { subject(lead) } else { None }
}

/// The body whose powers a sentence begins to list behind a colon.
pub(super) fn opened(text: &str) -> Option<Organ> {
    let colon = text.find('：').filter(|_| text.contains("职权") && !text.trim_end().ends_with('：'))?;
    let lead = &text[..colon + '：'.len_utf8()];
    subject(lead).filter(|_| introduces_powers(lead))
}

/// Powers, under a lead-in and in sentences.
pub(super) fn powers(view: &View<'_>, out: &mut Vec<Fact>) {
    if let Some(organ) = view.lead_powers {
        if let Some((act, start, end, matter)) = item(view.text) {
            let by_lead = || view.lead.and_then(act_of_lead).unwrap_or(Act::Other);
            let act = if act == Act::Other { by_lead() } else { act };
            out.push(view.fact(Statement::Power { organ, act, matter }, start, end));
        }
        return;
    }
    if view.is_item && view.lead.is_some() {
        return;
    }
    // 行使下列职权：主持生产经营；组织实施年度计划: written on, without numbers.
    let listed = opened(view.text).map(|organ| (organ, view.text.find('：').map_or(0, |i| i + '：'.len_utf8())));
    if let Some((organ, start)) = listed.or(view.context.listed.map(|organ| (organ, 0))) {
        if let Some((act, a, b, matter)) = item(&view.text[start..]) {
            out.push(view.fact(Statement::Power { organ, act, matter }, start + a, start + b));
        }
        return;
    }
    // A sentence on majorities says how is decided, and not who decides what.
    let on_votes = |f: &Fact| {
        f.sentence == view.index
            && matches!(
                f.statement,
                Statement::Threshold { .. } | Statement::ProposalShare { .. } | Statement::ProposalDays { .. }
            )
    };
    if !out.iter().rev().take_while(|f| f.sentence == view.index).any(on_votes) {
        sentence(view, out);
    }
}

/// What a lead-in says that is done with all that follows: 股东会决定下列事项：, 股东会对下列事项作出决议：.
fn act_of_lead(lead: &str) -> Option<Act> {
    let at = ["下列", "以下", "如下"].iter().filter_map(|word| lead.find(word)).min()?;
    let (before, behind) = lead.split_at(at);
    if ["作出决议", "作出决定", "做出决议", "做出决定"].iter().any(|words| behind.contains(words)) {
        return Some(Act::Decide);
    }
    [("审议批准", Act::Approve), ("批准", Act::Approve), ("决定", Act::Decide), ("决策", Act::Decide)]
        .into_iter()
        .find_map(|(verb, act)| before.ends_with(verb).then_some(act))
}

/// The act and matter of an item: 决定公司的经营计划; 对增加注册资本作出决议; 根据总经理的提名，聘任…….
fn item(text: &str) -> Option<(Act, usize, usize, String)> {
    let end = text.trim_end_matches(['；', '。', '，']).len();
    let body = &text[..end];
    let mut start = 0;
    // Words before the verb that say by whom or on what ground.
    for word in ["根据", "依据", "按照", "依照", "经", "在"] {
        if body.starts_with(word)
            && let Some(comma) = body.find('，')
        {
            start = comma + '，'.len_utf8();
        }
    }
    let body_text = &body[start..];
    if let Some(rest) = body_text.strip_prefix('对') {
        for verb in ["作出决议", "做出决议", "作出决定", "进行决策", "作出决策"] {
            if let Some(at) = rest.find(verb) {
                return Some((Act::Decide, start, end, tidy(&rest[..at])));
            }
        }
        for (verb, act) in [("进行监督", Act::Supervise), ("提出", Act::Propose), ("进行审议", Act::Deliberate)]
        {
            if let Some(at) = rest.find(verb) {
                return Some((act, start, end, tidy(&rest[..at])));
            }
        }
    }
    // 提请聘任或者解聘副总经理: the last word is another's.
    if let Some(rest) = body_text.strip_prefix("提请") {
        let verb = act_at(rest).map_or(0, |(_, length)| length);
        return Some((Act::Propose, start, end, tidy(&rest[verb..])));
    }
    let mut at = 0;
    for prefix in ["负责", "依法", "统一", "有权", "可以", "应当"] {
        if body_text[at..].starts_with(prefix) && act_at(&body_text[at + prefix.len()..]).is_some() {
            at += prefix.len();
        }
    }
    if let Some(rest) = body_text[at..].strip_prefix("向")
        && let Some(place) = rest.find("提出")
    {
        return Some((Act::Propose, start, end, tidy(&rest[place + "提出".len()..])));
    }
    match act_at(&body_text[at..]) {
        Some((act, length)) => Some((act, start, end, tidy(&body_text[at + length..]))),
        None => {
            let matter = tidy(body);
            (!matter.is_empty()).then_some((Act::Other, 0, end, matter))
        }
    }
}

fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| matches!(c, '，' | '。' | '；' | '、' | '：')).to_owned()
}

/// 董事会决定…, …由董事会决定, …报股东会批准.
fn sentence(view: &View<'_>, out: &mut Vec<Fact>) {
    let mut matter_before: Option<String> = None;
    for (i, at) in view.words.iter().enumerate() {
        let Some(organ) = as_organ(at.word) else { continue };
        // 报市人民政府批准
        let before = view.left(at.start, 12).trim_end_matches(['省', '市', '县', '区', '州', '本', '级']);
        let by = before.ends_with('由') || before.ends_with("由公司") || before.ends_with("应由");
        let to = !by
            && (before.ends_with('报')
                || before.ends_with("报请")
                || before.ends_with("提请")
                || before.ends_with("提交")
                || before.ends_with('经')
                || before.ends_with("报经"));
        let rest = &view.text[at.end..];
        let mut offset = 0;
        let mut stance = None;
        // 董事会可以依法决定, 董事会不得决定, 董事会根据总经理的提名，聘任.
        let mut moved = true;
        while moved {
            moved = false;
            while let Some((end, word)) = between(rest, offset) {
                // 负责 and 行使 are such words only before a verb.
                let is_verb = matches!(word, "负责" | "行使") && act_at(&rest[end..]).is_none();
                if is_verb {
                    break;
                }
                offset = end;
                moved = true;
                if matches!(word, "不得" | "不能" | "无权" | "不") {
                    stance = Some(Stance::Negated);
                }
            }
            for word in ["根据", "依据", "按照"] {
                if rest[offset..].starts_with(word)
                    && let Some(comma) = rest[offset..].find('，').filter(|c| *c < 90)
                {
                    offset += comma + '，'.len_utf8();
                    moved = true;
                }
            }
        }
        let Some((act, length)) = act_at(&rest[offset..]) else { continue };
        let verb_end = at.end + offset + length;
        // 董事会决定的, 执行董事会决议: a noun.
        let tail = &view.text[verb_end..];
        if tail.starts_with("权") || tail.starts_with("书") {
            continue;
        }
        if matches!(act, Act::Carry)
            && !matches!(organ, Organ::Manager | Organ::Management | Organ::Board | Organ::Chair)
        {
            continue;
        }
        let (clause_start, clause_end) = view.between(verb_end, &['，', '；', '。', '：']);
        let (_, verb_clause_end) = view.between(verb_end.saturating_sub(1), &['，', '；', '。', '：']);
        let is_passive = by || to;
        // How posts are filled is told by itself; who calls a meeting is no power over it.
        let calls = ["召集", "主持"].iter().any(|word| view.text[..verb_end].ends_with(word));
        if is_passive && (matches!(act, Act::Hire) || calls)
            || act == Act::Propose
                && (tail.starts_with("召开")
                    || tail.contains("提案")
                    || is_passive && view.text[..verb_end].ends_with("提名"))
        {
            continue;
        }
        let matter = if is_passive {
            let passive_tail = tail.is_empty() || tail.starts_with(['，', '。', '；', '后', '、', '并', '（', '同']);
            if !passive_tail {
                active_matter(view, verb_end, verb_clause_end)
            } else {
                let found = matter_left(view, at.start, matter_before.as_deref());
                if found.is_some() { found } else { None }
            }
        } else {
            active_matter(view, verb_end, verb_clause_end)
        };
        let _ = clause_start;
        let Some(matter) = matter.filter(|m| !m.is_empty() && m.chars().count() <= 120) else { continue };
        if is_passive {
            matter_before = Some(matter.clone());
        }
        // 董事会决议的执行 is no power of the board to decide.
        if i > 0 && view.left(at.start, 12).ends_with("执行") {
            continue;
        }
        // A quorum names who votes, not who decides what.
        if view.words.iter().any(|w| matches!(w.word, Word::Mark(Mark::Attend | Mark::Term)))
            && act == Act::Decide
            && matter.contains("会议")
        {
            continue;
        }
        let start = if is_passive { view.between(at.start.saturating_sub(1), &['；', '。']).0 } else { at.start };
        let mut fact =
            view.fact(Statement::Power { organ, act, matter }, start, clause_end.max(verb_end).min(view.text.len()));
        if let Some(stance) = stance {
            fact.stance = fact.stance.max(stance);
        }
        out.push(fact);
    }
}

fn active_matter(view: &View<'_>, verb_end: usize, clause_end: usize) -> Option<String> {
    let text = &view.text[verb_end..clause_end.max(verb_end)];
    if text.starts_with(['、', '和', '或'])
        || text.ends_with('的')
        || text.starts_with("的")
        || text.starts_with('时')
        || text.starts_with('后')
        || text.starts_with("通过")
        || text.contains("之日起")
    {
        return None;
    }
    // 对外担保时 sets a condition; 决定公司合并的，…… too.
    if text.ends_with('时') || text.ends_with("的时候") {
        return None;
    }
    let text = tidy(text.trim_end_matches("的职权").trim_end_matches("等职权").trim_end_matches("等"));
    (text.chars().count() >= 2).then_some(text)
}

/// What stands before 由董事会决定: the clause before, or the subject of the sentence.
fn matter_left(view: &View<'_>, organ_start: usize, carried: Option<&str>) -> Option<String> {
    let left = &view.text[..organ_start];
    let left =
        left.trim_end_matches(['由', '报', '经', '应', '须', '均', '请', '交', '提', '当', '必', '再', '公', '司']);
    let left = left.strip_suffix("公司").unwrap_or(left);
    let cut = left.trim_end_matches('，');
    let start = cut.rfind(['，', '；', '：']).map_or(0, |i| i + mark_length(&cut[i..]));
    let own = tidy(&cut[start..]);
    // 方案由经理层提出，由董事会决定: the matter is the same.
    if let Some(carried) = carried
        && (own.is_empty() || own.contains('由') || cut.len() < left.len())
    {
        return Some(carried.to_owned());
    }
    let on_ground = ["依据", "根据", "依照", "按照", "经"].iter().any(|w| own.starts_with(w));
    (own.chars().count() >= 2 && !on_ground).then_some(own)
}
