//! What the investor decides in a company with one shareholder or in a wholly state-owned one.

use std::sync::LazyLock;

use super::law::Law;
use crate::facts::{Act, How, Modality, Office, Organ, Statement};
use crate::model::matters::{Act as ListAct, Body};
use crate::model::profile::{Ownership, Tier};
use crate::rules::context::{Context, judge, satisfied};
use crate::words::{WordList, find};
use crate::{Finding, Verdict};

pub(super) fn sole_shareholder_no_meeting(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let stated = law.organ(Organ::ShareholdersMeeting);
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let meets = || law.sentences_with(&["股东会"]).find(|&i| meeting_held(law.charter.sentence_text(i)));
    let acting = law.facts().find(|fact| {
        matches!(
            fact.statement,
            Statement::Power { organ: Organ::ShareholdersMeeting, .. }
                | Statement::Threshold { organ: Organ::ShareholdersMeeting, .. }
                | Statement::Production { by: Organ::ShareholdersMeeting, .. }
        ) && !law.charter.sentence_text(fact.sentence).contains("不设股东")
            && !law.charter.sentence_text(fact.sentence).contains("行使股东会职权")
            && !law.charter.sentence_text(fact.sentence).contains("股东会的职权")
            // 应由股东会决定的事项，由出资人机构行使
            && !law.charter.sentence_text(fact.sentence).contains("股东会决定的事项")
            && !law.charter.sentence_text(fact.sentence).contains("子公司")
    });
    let exists = match stated {
        Some((fact, true)) => Some(fact),
        Some((fact, false)) => {
            evidence.push(law.label(fact));
            // Denied in one place, at work in another.
            acting.filter(|other| other.sentence != fact.sentence && matches!(other.statement, Statement::Power { .. }))
        }
        None => acting,
    };
    let taken = law.takes_over(Organ::ShareholdersMeeting);
    // 股东会分为年度股东会和临时股东会: it meets, so it is there.
    let held = if stated.is_none() && exists.is_none() && taken.is_none() { meets() } else { None };
    if let Some(i) = held {
        findings.push(context.finding().fill(&[("stated", "股东会")]).label(law.sentence(i)).build());
    }
    if let Some(fact) = exists {
        let words = if law.words(fact).contains("股东大会") { "股东大会" } else { "股东会" };
        findings.push(context.finding().fill(&[("stated", words)]).label(law.label(fact)).build());
    }
    let wholly_state =
        context.profile().ownership == Some(Ownership::WhollyState) && context.profile().tier == Some(Tier::First);
    match taken {
        Some((fact, _)) => evidence.push(law.label(fact)),
        None if wholly_state && exists.is_none() && held.is_none() => {
            let investor =
                law.facts().find(|fact| matches!(fact.statement, Statement::Power { organ: Organ::Investor, .. }));
            match investor {
                Some(fact) => evidence.push(law.label(fact)),
                None => {
                    let place = stated.map(|(fact, _)| law.label(fact));
                    let place = place.unwrap_or_else(|| law.charter.absent_under(&["出资人", "股东"]));
                    findings.push(context.key("investor-powers").label(place).build());
                }
            }
        }
        None => {}
    }
    Ok(judge(findings, evidence))
}

/// Whether a sentence tells how the company's shareholders' meeting is held: 股东会每年召开一次.
fn meeting_held(text: &str) -> bool {
    const OTHERS: [&str; 10] =
        ["不设", "职权", "子公司", "子企业", "参股", "所属", "所出资", "其他公司", "该公司", "被投资"];
    const HELD: [&str; 8] = ["分为", "每年", "召开", "举行", "由全体股东", "召集", "会议由", "主持"];
    let of_meeting = text.split(['，', '；', '：', '。']).any(|clause| {
        let clause = ["本公司", "公司"].iter().find_map(|own| clause.strip_prefix(own)).unwrap_or(clause);
        ["股东会", "年度股东会", "临时股东会", "定期股东会"].iter().any(|meeting| clause.starts_with(meeting))
            && HELD.iter().any(|word| clause.contains(word))
    });
    of_meeting && !OTHERS.iter().any(|word| text.contains(word))
}

/// Article 172: what the investor may not leave to the board, with the words that name it.
const NON_DELEGABLE: [(&str, &[&str]); 7] = [
    ("ND-1", &["章程"]),
    ("ND-2", &["合并"]),
    ("ND-3", &["分立"]),
    ("ND-4", &["解散"]),
    ("ND-5", &["申请破产", "破产"]),
    ("ND-6", &["注册资本", "注册资金", "增资", "减资"]),
    ("ND-7", &["利润分配", "利润的分配", "分配利润", "弥补亏损"]),
];

/// The words of [`NON_DELEGABLE`] in a text, those that overlap too: where each stands, the matter and the word by index.
fn named_in(text: &str, mut found: impl FnMut(std::ops::Range<usize>, usize, usize)) {
    static WORDS: LazyLock<(WordList, Vec<(usize, usize)>)> = LazyLock::new(|| {
        let of = |(key, (_, words)): (usize, &(_, &'static [&'static str]))| {
            words.iter().enumerate().map(move |(i, word)| (*word, (key, i))).collect::<Vec<_>>()
        };
        let (words, places): (Vec<&str>, Vec<_>) = NON_DELEGABLE.iter().enumerate().flat_map(of).unzip();
        (WordList::new(words), places)
    });
    WORDS.0.overlapping(text, |range, word| {
        let (key, word) = WORDS.1[word as usize];
        found(range, key, word);
    });
}

/// The matters of [`NON_DELEGABLE`] that words on a matter name, each with the word.
///
/// `made`: the verb 制定 or 修改 stood before the words and is not among them.
fn non_delegable(matter: &str, made: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let has = |words: &[&str]| words.iter().any(|word| find(matter, word).is_some());
    let decides = |key: &str, word: &str, after: &str| match key {
        // 章程规定的其他事项 mentions the charter and decides nothing of it.
        "ND-1" => {
            let cited = ["规定", "的规定", "授权", "约定", "另有", "及其他制度", "所列", "中"];
            (made || has(&["修改", "制定", "修订", "修正"]) || after.is_empty())
                && !cited.iter().any(|w| after.starts_with(w))
        }
        "ND-2" => {
            !["报表", "财务", "会计", "范围", "持有", "计算", "口径", "抵销"].iter().any(|w| after.starts_with(w))
        }
        // 超过注册资本百分之十的投资
        "ND-6" if word == "注册资本" || word == "注册资金" => {
            has(&["增加", "减少", "增减", "增与减", "增和减", "增、减", "增或减", "变更", "增资", "减资", "转增"])
        }
        _ => true,
    };
    // Of the words for a matter the first in the list.
    let mut first = [usize::MAX; NON_DELEGABLE.len()];
    named_in(matter, |range, key, word| {
        let (name, words) = NON_DELEGABLE[key];
        if word < first[key] && decides(name, words[word], &matter[range.end..]) {
            first[key] = word;
        }
    });
    NON_DELEGABLE.iter().zip(first).filter_map(|((key, words), first)| words.get(first).map(|word| (*key, *word)))
}

pub(super) fn non_delegable_powers(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let listed = in_lists(context, &mut findings);
    let law = match Law::of(context) {
        Ok(law) => law,
        Err(_) if listed => return Ok(judge(findings, evidence)),
        Err(early) => return Err(early),
    };
    worded(context, &law, &mut findings);
    for fact in law.facts() {
        let Statement::Power { organ, act, matter } = &fact.statement else { continue };
        let named: Vec<_> = non_delegable(matter, *act == Act::Make).collect();
        // What concerns subsidiaries is the company's own business.
        let others = ["子公司", "子企业", "所属", "下属", "出资企业", "权属", "参股"];
        if named.is_empty() || others.iter().any(|word| matter.contains(word)) || fact.modality == Modality::MustNot {
            continue;
        }
        // 由董事会审议通过后，报市国资委批准
        let sentence = law.charter.sentence_text(fact.sentence);
        let passed_on = sentence.find(matter.as_str()).is_some_and(|at| decided_above(&sentence[at + matter.len()..]));
        if passed_on && !matches!(organ, Organ::Investor | Organ::Shareholder) {
            continue;
        }
        match (organ, act) {
            (
                Organ::Board | Organ::Directors | Organ::Chair | Organ::Management,
                Act::Decide | Act::Approve | Act::Make,
            ) => {
                for (key, _) in &named {
                    if matter.contains("方案") && *act == Act::Make || matter.contains("草案") && *act == Act::Make
                    {
                        continue;
                    }
                    let label = law.label(fact);
                    // One finding per matter and place, however many ways it was read.
                    if findings
                        .iter()
                        .any(|f: &Finding| f.key.as_deref() == Some(*key) && f.labels[0].place == label.place)
                    {
                        continue;
                    }
                    findings.push(context.key(key).fill(&[("stated", matter)]).label(label).build());
                }
            }
            (Organ::Investor | Organ::Shareholder, Act::Decide | Act::Approve | Act::Make) => {
                evidence.push(law.label(fact));
            }
            _ => {}
        }
    }
    Ok(judge(findings, evidence))
}

/// Sentences that give the decision to the board outright: 是否申请破产由董事会决定, 董事会行使制定和修改公司章程的职权.
fn worded(context: &Context<'_>, law: &Law<'_>, findings: &mut Vec<Finding>) {
    let prose = law.charter.charter.prose();
    // 国资委将下列权限授予董事会：……；公司注册资本的增加；……。
    let mut granted = None;
    // The article in which the charter's amendment was last spoken of: 公司可以对本章程进行修改。修改草案……
    let mut amends = usize::MAX;
    for (i, sentence) in prose.sentences().iter().enumerate() {
        let text = law.charter.sentence_text(i);
        if text.contains("章程") && ["修改", "修订"].iter().any(|word| text.contains(word)) {
            amends = sentence.article;
        }
        granted = granted.filter(|&(article, lead, by_items)| {
            sentence.article == article && if by_items { sentence.lead == Some(lead) } else { sentence.lead.is_none() }
        });
        if granted.is_none() && find(text, "董事会").is_none() {
            continue;
        }
        let opened = grants_list(text);
        if opened.is_some() {
            granted = Some((sentence.article, i, text.ends_with('：')));
        }
        if granted.is_some() {
            let listed = opened.unwrap_or(text);
            let prepared = ["方案的制", "草案", "制订", "拟订", "子公司", "子企业", "所属", "参股"];
            if !prepared.iter().any(|word| listed.contains(word)) {
                for (key, word) in non_delegable(listed.trim_end_matches(['；', '。']), false) {
                    findings.push(context.key(key).fill(&[("stated", word)]).label(law.sentence(i)).build());
                }
            }
            granted = granted.filter(|(.., by_items)| *by_items || !text.ends_with('。'));
            continue;
        }
        let mut names = false;
        named_in(text, |_, _, _| names = true);
        if !names && amends != sentence.article {
            continue;
        }
        let excluded = ["不得", "子公司", "子企业", "所属", "下属", "权属", "出资企业", "参股", "不由"]
            .iter()
            .any(|word| text.contains(word));
        let Some(given) = given_to_board(text).filter(|_| !excluded) else { continue };
        let draft = ["修改草案", "修订草案", "修改稿", "修订稿", "修正案"].iter().find(|word| given.contains(**word));
        if let Some(draft) = draft.filter(|_| amends == sentence.article && !given.contains("章程")) {
            findings.push(context.key("ND-1").fill(&[("stated", draft)]).label(law.sentence(i)).build());
        }
        for (key, word) in non_delegable(given, false) {
            findings.push(context.key(key).fill(&[("stated", word)]).label(law.sentence(i)).build());
        }
    }
}

/// Words that hand powers over, before the body that gets them.
const GRANTS: [&str; 10] = ["授予", "授权给", "授权", "委托给", "委托", "赋予", "下放给", "交由", "交给", "移交"];

/// What follows the company's own board, if words begin with it: 集团董事会行使…….
fn own_board(words: &str) -> Option<&str> {
    let named = ["本集团", "集团公司", "集团", "本公司", "公司", "本行", "本企业", "企业"];
    named.iter().find_map(|name| words.strip_prefix(*name)).unwrap_or(words).strip_prefix("董事会")
}

/// The words behind the colon of a sentence that opens a list of what the board is given to decide: 将下列权限授予董事会：.
fn grants_list(text: &str) -> Option<&str> {
    // Few sentences have a colon inside.
    find(text, "：")?;
    let given = |grant: &&'static str| {
        let (_, rest) = text.split_once(*grant)?;
        let rest = own_board(rest)?;
        rest.split_once('：').map(|(_, listed)| listed)
    };
    let denied = ["不得", "不可", "不能", "不授"].iter().any(|word| text.contains(word));
    GRANTS.iter().find_map(given).filter(|_| !denied)
}

/// Whether words send a matter on to who decides it: 报市国资委批准, and not 报市国资委备案.
fn decided_above(words: &str) -> bool {
    let decides =
        |i: usize| ["批准", "决定", "审批", "核准", "审定", "同意"].iter().any(|word| words[i..].contains(word));
    ["报", "提请", "提交"].iter().filter_map(|word| words.find(word)).any(decides)
}

/// The words on a matter whose decision a sentence leaves to the board, unless the investor decides after it:
/// 申请破产，由董事会以全体董事三分之二以上通过后决定.
fn given_to_board(text: &str) -> Option<&str> {
    const DECIDES: [&str; 9] = ["决定", "批准", "审定", "决策", "审批", "核准", "作出决议", "通过", "行使"];
    const PREPARES: [&str; 11] =
        ["制订", "拟订", "拟定", "提出", "起草", "审议后", "提交", "报", "研究", "初审", "组织实施"];
    let opens = [
        "由董事会",
        "由公司董事会",
        "由集团董事会",
        "由集团公司董事会",
        "董事会行使制定",
        "董事会有权",
        "授权董事会",
        "授权公司董事会",
        "授权集团董事会",
        "授权集团公司董事会",
    ];
    // 董事会行使股东会部分职权，包括批准公司增加注册资本
    if let Some((before, listed)) = text.split_once("包括")
        && before.contains("董事会")
        && before.contains("行使")
        && before.contains("职权")
        && !before.ends_with('不')
        && DECIDES.iter().any(|word| listed.contains(word))
        && !decided_above(listed)
    {
        return Some(listed);
    }
    // 本章程之修改，经董事会全体成员三分之二以上同意，即告成立，无须另行报批
    const FINAL: [&str; 10] = [
        "无须另行报批",
        "无需另行报批",
        "无须报批",
        "无需报批",
        "不再报批",
        "即告成立",
        "即生效",
        "即告生效",
        "即行生效",
        "即为生效",
    ];
    if let Some((before, after)) = text.split_once("经董事会")
        && FINAL.iter().any(|word| after.contains(word))
        && !decided_above(after.split("无须").next().unwrap_or_default())
    {
        return Some(before);
    }
    // 将增减注册资本的决定权授予董事会
    for grant in GRANTS {
        if let Some((before, after)) = text.split_once(grant)
            && own_board(after).is_some()
            && let Some(handed) = before.rsplit_once(['将', '把']).map(|(_, handed)| handed)
            && !decided_above(after)
        {
            return Some(handed);
        }
    }
    let (at, open) = opens.iter().filter_map(|word| text.find(word).map(|at| (at, *word))).min()?;
    if text[..at].ends_with(['不', '再', '非']) {
        return None;
    }
    let opened = at + open.len();
    let closed = text[opened..].find(['，', '；', '。']).map_or(text.len(), |i| opened + i);
    let clause = &text[opened..closed];
    let first = |words: &[&str]| words.iter().filter_map(|word| clause.find(word).map(|i| (i, word.len()))).min();
    let end = match (first(&DECIDES), first(&PREPARES)) {
        _ if open.ends_with("制定") => 0,
        (Some((decides, length)), None) => decides + length,
        (Some((decides, length)), Some((prepares, _))) if decides < prepares => decides + length,
        _ => return None,
    };
    if decided_above(&text[opened + end..]) {
        return None;
    }
    // 合并由市国资委决定，对外投资由董事会决定: what another decides is not the board's.
    let before = &text[..at];
    let other = before
        .match_indices(['，', '；'])
        .filter(|(i, _)| {
            let clause = before[..*i].rsplit(['，', '；']).next().unwrap_or_default();
            clause.contains('由') && DECIDES.iter().any(|word| clause.contains(word))
        })
        .map(|(i, mark)| i + mark.len())
        .max();
    let from = other.max(before.rfind('；').map(|i| i + '；'.len_utf8())).unwrap_or(0);
    Some(&text[from..closed])
}

/// Matters of the lists that the board decides. Whether there are lists at all.
fn in_lists(context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    let mut any = false;
    for listed in context.facts.matters().all() {
        any = true;
        if context.facts.matters().is_of_subsidiary(listed) {
            continue;
        }
        let last =
            listed.matter.steps.iter().rev().find(|step| {
                matches!(step.act, ListAct::Decide | ListAct::Approve) && !matches!(step.body, Body::Party)
            });
        let by_board = last.is_some_and(|step| step.body == Body::Board);
        if !by_board || listed.matter.text.contains("方案制订") {
            continue;
        }
        for (key, _) in non_delegable(&listed.matter.text, false) {
            let finding = context.key(key).fill(&[("stated", &listed.matter.text)]);
            findings.push(finding.label(listed.label()).build());
        }
    }
    any
}

pub(super) fn wholly_state_appointments(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        let Statement::Production { office, how, by, .. } = fact.statement else { continue };
        let stated = law.words(fact);
        let investor = matches!(by, Organ::Investor | Organ::Shareholder);
        let key = match office {
            Office::Chair | Office::ViceChair => match (how, by) {
                (How::Elect, _) => Some("chair"),
                (How::Designate | How::Dispatch | How::Appoint, _) if !investor && by != Organ::Other => Some("chair"),
                _ => None,
            },
            Office::Director | Office::NonEmployeeDirector | Office::OutsideDirector | Office::InsideDirector => {
                match (how, by) {
                    (How::Elect, Organ::ShareholdersMeeting | Organ::Board | Organ::Shareholder) => Some("directors"),
                    _ => None,
                }
            }
            _ => continue,
        };
        match key {
            Some(key) => findings.push(context.key(key).fill(&[("stated", &stated)]).label(law.label(fact)).build()),
            None => evidence.push(law.label(fact)),
        }
    }
    // Article 171: the investor makes the charter. The former law let the board draft it for approval.
    let prose = law.charter.charter.prose();
    for i in prose.holding(&["制订", "制定", "拟订"]) {
        let text = law.charter.sentence_text(i);
        let drafted = text.contains("章程") && text.contains("董事会") && !text.contains("章程规定");
        let sent = ["报", "提请", "提交", "经"].iter().any(|word| text.contains(word))
            && ["批准", "审批", "核准", "审定"].iter().any(|word| text.contains(word));
        // 制订公司章程修改方案 is the board's; 本章程由董事会制订，修改时亦同 is not.
        const AMENDS: [&str; 12] = [
            "修改方案",
            "修订方案",
            "修正案",
            "章程修改",
            "章程的修改",
            "章程修订",
            "章程的修订",
            "修改章程",
            "修改公司章程",
            "修改本章程",
            "修订章程",
            "修订公司章程",
        ];
        let amends = AMENDS.iter().any(|word| text.contains(word));
        if drafted && sent && !amends {
            let zh = [("stated", "董事会制订报批")];
            let en = [("stated", "drafted by the board")];
            findings.push(context.key("charter").fill_both(&zh, &en).label(law.sentence(i)).build());
            break;
        }
    }
    if findings.is_empty() {
        return Ok(satisfied(evidence));
    }
    Ok(judge(findings, evidence))
}
