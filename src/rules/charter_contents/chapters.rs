//! Which chapters there are, and what they say of the bodies' roles.

use crate::Verdict;
use crate::facts::ReadCharter;
use crate::model::charter::compact;
use crate::rules::context::{Context, judge, missing, satisfied};
use crate::source::Span;

/// Blocks of contents with the words that a heading shows them by.
const BLOCKS: [(&str, &[&str]); 8] = [
    ("purpose-and-scope", &["宗旨", "范围", "经营期限", "营业期限"]),
    ("investor-or-shareholders", &["出资人", "股东", "股权", "出资"]),
    ("board", &["董事"]),
    (
        "management",
        &[
            "经理",
            "高级管理",
            "经营管理机构",
            "经营层",
            "经营管理层",
            "总裁",
            "管理层",
            "经营班子",
            "院长",
            "行长",
            "社长",
        ],
    ),
    ("democratic-management", &["职工", "民主管理", "劳动", "人事", "工会", "用工"]),
    ("finance", &["财务", "会计", "审计", "法律顾问", "利润分配"]),
    ("merger-and-liquidation", &["合并", "分立", "解散", "清算", "终止", "破产"]),
    ("supplementary", &["附则", "修改章程", "章程修改", "章程的修改", "章程修订", "其他规定", "章程的解释"]),
];

/// Every block of contents has a chapter or section.
pub(super) fn required_chapters(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let source = charter.charter.source();
    let mut headings = Vec::new();
    for chapter in charter.charter.chapters() {
        headings.push(chapter.label.cover(chapter.title));
        headings.extend(chapter.sections.iter().map(|section| section.label.cover(section.title)));
    }
    // 审计委员会 is an organ of supervision, no chapter on audit.
    let words: Vec<String> =
        headings.iter().map(|span| compact(source.read(*span)).replace("审计委员会", "")).collect();
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for (key, names) in BLOCKS {
        match words.iter().position(|heading| names.iter().any(|name| heading.contains(name))) {
            Some(at) => evidence.push(charter.label(headings[at])),
            None if key == "purpose-and-scope" && of_purpose(charter).is_some() => {
                evidence.extend(of_purpose(charter).map(|span| charter.label(span)));
            }
            None => findings.push(context.key(key).label(charter.absent_from_title()).build()),
        }
    }
    Ok(judge(findings, evidence))
}

/// The Party organisation has a chapter or section, with more in it than the Company Law's one sentence.
pub(super) fn party_chapter(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let headings = charter.party_headings();
    let boilerplate = charter.asserted("BOIL");
    const SUBSTANCE: [&str; 14] = [
        "PRE",
        "GATE",
        "ENTRY",
        "POSTS",
        "STAFF",
        "FUND",
        "ROLE-LEADERSHIP",
        "ROLE-THREE",
        "ROLE-FORT",
        "DUTY-1",
        "DUTY-3",
        "DUTY-4",
        "DUTY-5",
        "DUTY-6",
    ];
    let substance = SUBSTANCE.iter().any(|concept| charter.has(concept));
    if let Some(heading) = headings.first()
        && (substance || boilerplate.is_empty())
    {
        return Ok(satisfied([charter.label(*heading)]));
    }
    if !boilerplate.is_empty() && !substance {
        return Ok(context.key("boilerplate-only").labels(charter.labels(&boilerplate)).violated());
    }
    Ok(context.finding().label(charter.absent_from_title()).violated())
}

/// Board and management are each given their three phrases.
pub(super) fn body_positioning(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let board = charter.asserted("BOARD-POSITION");
    let management = charter.asserted("MANAGEMENT-POSITION");
    let mut findings = Vec::new();
    if context.profile().board == Some(true) && board.is_empty() {
        findings.push(context.key("board").label(charter.absent_under(&["董事"])).build());
    }
    if charter.has("HAS-MANAGEMENT") && management.is_empty() {
        findings.push(context.key("management").label(charter.absent_under(&["经理", "高级管理", "经营"])).build());
    }
    let mut evidence = charter.labels(&[board, management].concat());
    if findings.is_empty() {
        match context.profile().board {
            // Whether the board's role is to be stated is open.
            None if evidence.is_empty() => return Err(missing(["company.board"])),
            Some(false) if evidence.is_empty() => {
                let told = charter.labels(&charter.asserted("NO-BOARD")).into_iter().next();
                evidence.push(told.unwrap_or_else(|| charter.absent_under(&["董事", "经理"])));
            }
            _ => {}
        }
    }
    Ok(judge(findings, evidence))
}

/// A chapter of nothing but the purpose and the scope, whatever it is called: 目标和业务.
fn of_purpose(charter: &ReadCharter<'_>) -> Option<Span> {
    const WORDS: [&str; 6] = ["宗旨", "目标", "使命", "经营范围", "业务范围", "经营下列业务"];
    let source = charter.charter.source();
    charter.charter.chapters().iter().find_map(|chapter| {
        let articles = charter.charter.articles().get(chapter.articles.clone())?;
        let states = |span: Span| WORDS.iter().any(|word| source.read(span).contains(word));
        let about = articles.iter().filter(|article| states(article.span)).count();
        (about > 0 && about * 2 > articles.len()).then(|| chapter.label.cover(chapter.title))
    })
}
