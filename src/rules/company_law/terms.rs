//! Words of the former law.

use std::sync::OnceLock;

use serde::Deserialize;

use super::law::Law;
use crate::facts::{Event, Statement};
use crate::model::charter::Prose;
use crate::model::profile::Form;
use crate::rules::context::{Context, judge};
use crate::rules::meta::Severity;
use crate::source::Span;
use crate::{Date, Verdict};

/// A word of the former law, as the data file gives it.
#[derive(Debug, Deserialize)]
pub(super) struct StaleTerm {
    key: String,
    old: String,
    #[serde(default)]
    current: String,
    severity: Severity,
    form: Option<String>,
}

#[derive(Deserialize)]
struct File {
    stale_term: Vec<StaleTerm>,
}

fn stale_terms() -> &'static [StaleTerm] {
    static TERMS: OnceLock<Vec<StaleTerm>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let text = include_str!("../data/company-law-articles.toml");
        toml::from_str::<File>(text).map(|file| file.stale_term).unwrap_or_default()
    })
}

/// Whether the words before a term, or around it, make it a mention of the past or of a document.
fn is_mention(before: &str, after: &str, sentence: &str, is_document: bool) -> bool {
    if is_document {
        return ["废止", "失效", "原依据", "原依照", "当时", "沿革"].iter().any(|word| sentence.contains(word));
    }
    // 2009年在工商行政管理局登记: what happened then was called so then.
    let dated = before.match_indices('年').any(|(at, _)| {
        let year = &before[..at];
        year.chars().rev().take(4).filter(|c| crate::numeral::digit(*c).is_some()).count() == 4
    });
    if dated {
        return true;
    }
    let open = before.matches('《').count() > before.matches('》').count();
    let quoted = ['“', '「', '"'].iter().any(|mark| before.ends_with(*mark))
        || before.matches('“').count() > before.matches('”').count();
    let past = ["原", "曾", "沿革", "修订前", "修改前", "历史"]
        .iter()
        .any(|word| before.ends_with(word) || before.contains("修订前"));
    let both = after.starts_with("（股东会）") || before.ends_with('（') && after.starts_with('）');
    let instruction =
        ["修改为", "改为", "更名为", "统称", "替换为", "调整为", "变更为", "改称", "表述", "字样", "相应删除"]
            .iter()
            .any(|word| sentence.contains(word));
    open || past || both || quoted && instruction || instruction && sentence.contains("全文")
}

pub(super) fn current_terms(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let prose = law.charter.charter.prose();
    let adopted = law
        .facts()
        .filter_map(|fact| match fact.statement {
            Statement::Day { event: Event::Adopted | Event::InForce | Event::Amended, date } => Some(date.last_day),
            _ => None,
        })
        .max();
    let in_force = Date::new(2024, 7, 1);
    let old_charter = adopted.is_some_and(|day| Some(day) < in_force);
    let before_law = Some(context.as_of) < in_force;
    // A company with a board, or one that has non-executive directors too, names a kind of director by 执行董事.
    let kinds = context.profile().listed == Some(true)
        || context.profile().board == Some(true)
        || prose.text().contains("非执行董事");
    let mut findings = Vec::new();
    for term in stale_terms() {
        if term.form.as_deref() == Some("joint-stock") && context.profile().form == Some(Form::Limited) {
            continue;
        }
        let mut labels = Vec::new();
        let mut words = String::new();
        for alternative in term.old.split('|') {
            for at in memchr::memmem::find_iter(prose.text().as_bytes(), alternative) {
                let Some(index) = prose.sentence_at(at as u32) else { continue };
                let sentence = prose.sentences()[index];
                let text = prose.sentence_text(&sentence);
                let from = at - sentence.span.start as usize;
                // Words that run into the next sentence are not that word.
                let Some(after) = text.get(from + alternative.len()..) else { continue };
                let before = &text[..from];
                let is_document = term.key.contains("条例") || term.key.contains("条款") || term.key.contains("规定");
                // 监督董事履职；对违反法律者，可建议将其罢免: whom may stand before.
                let whole = if term.key == "罢免" { in_article(prose, index) } else { text };
                if is_mention(before, after, text, is_document)
                    || !counts(&term.key, alternative, before, after, whole, kinds)
                {
                    continue;
                }
                words = alternative.to_owned();
                labels.push(law.charter.label_prose(Span::from(at..at + alternative.len())));
            }
        }
        // A name that the charter gives to the body itself is no stale word.
        let defined = ["以下简称", "以下简称“", "以下称", "以下称“"]
            .iter()
            .any(|lead| prose.text().contains(&format!("{lead}{words}")));
        if labels.is_empty() || before_law || defined {
            continue;
        }
        let severity = if old_charter { Severity::Advice.min(term.severity) } else { term.severity };
        let shown = if term.key == "董事长、执行董事或经理" {
            "董事长、执行董事或者经理".to_owned()
        } else {
            words
        };
        labels.truncate(8);
        let finding = context.key(&term.key).fill(&[("stated", &shown), ("current", &term.current)]);
        findings.push(finding.severity(severity).labels(labels).build());
    }
    Ok(judge(findings, Vec::new()))
}

/// A sentence with the one before it in its article.
fn in_article(prose: &Prose, index: usize) -> &str {
    let sentences = prose.sentences();
    let own = sentences[index];
    let before = index.checked_sub(1).and_then(|i| sentences.get(i)).filter(|s| s.article == own.article);
    let start = before.map_or(own.span.start, |s| s.span.start);
    prose.text().get(start as usize..own.span.end as usize).unwrap_or_default()
}

/// Whether an occurrence is one of the term: the same characters also stand in other words.
fn counts(key: &str, word: &str, before: &str, after: &str, sentence: &str, kinds: bool) -> bool {
    match key {
        "股东大会" => !sentence.contains("类别股东大会"),
        "执行董事" => {
            let formula = sentence.contains("法定代表人") && sentence.contains("或") && sentence.contains("董事长");
            let cites = sentence.contains("条例》") || sentence.contains("条例") && sentence.contains("规定");
            let delegated = ["子公司", "参股", "所出资", "派出", "所属企业", "下属", "权属"]
                .iter()
                .any(|word| sentence.contains(word));
            !kinds && !before.ends_with('非') && !formula && !cites && !delegated && is_post(before, after)
        }
        "罢免" => {
            ["建议", "提议", "之议", "提出罢免", "提请罢免"].iter().any(|word| sentence.contains(word))
                && ["董事", "高级管理人员", "经理"].iter().any(|word| sentence.contains(word))
        }
        "董事长、执行董事或经理" => {
            sentence.contains("法定代表人") && super::management::MANAGERS.iter().any(|word| after.contains(word))
        }
        "国有资产监督管理机构" => !before.ends_with("人民政府") && !after.starts_with("（以下"),
        _ => !word.is_empty(),
    }
}

/// Whether 执行董事 names a post: 严格执行董事会决议 and 执行董事回避制度 are a verb and what it carries out.
fn is_post(before: &str, after: &str) -> bool {
    const CARRIED: [&str; 12] =
        ["会", "长", "回避", "任职", "报酬", "薪酬", "履职", "评价", "考核", "管理", "责任", "职责"];
    const FILLED: [&str; 24] = [
        "设", "设立", "由", "名", "位", "个", "人", "任", "为", "选举", "委派", "聘任", "担任", "、", "和", "或",
        "或者", "及", "兼", "向", "经", "任命", "更换", "的",
    ];
    const ACTING: [&str; 32] = [
        "。", "；", "是", "为", "由", "对", "行使", "任期", "决定", "可以", "可", "应", "有", "在", "不", "每届", "一",
        "1", "兼任", "担任", "主持", "签", "依", "根据", "作出", "的", "（", "、", "和", "或", "及", "，",
    ];
    let carried = CARRIED.iter().any(|word| after.starts_with(word)) && !before.ends_with("行使");
    let filled = FILLED.iter().any(|word| before.ends_with(word));
    let acting = after.is_empty() || ACTING.iter().any(|word| after.starts_with(word));
    !carried && (filled || acting)
}
