//! Items that a charter must state: Articles 46, 95 and 136 of the Company Law.

use crate::facts::{CharterFacts, Fact, Office, Organ, ReadCharter, Statement};
use crate::model::profile::Form;
use crate::rules::context::{Context, judge, missing};
use crate::{Label, Verdict};

/// What the check looks through: facts, and sentences for what no fact is about.
struct Text<'a> {
    charter: &'a ReadCharter<'a>,
    facts: &'a CharterFacts,
}

impl<'a> Text<'a> {
    /// The first sentence that holds one of the words and `fits`, as evidence.
    fn sentence(&self, words: &[&str], fits: impl Fn(&str) -> bool) -> Option<Label> {
        let prose = self.charter.charter.prose();
        let i = prose.holding(words).into_iter().find(|i| fits(self.charter.sentence_text(*i)))?;
        self.charter.label_whole(i)
    }

    /// The first fact that `fits`, blanks included: that a value is to be filled in says that the item is there.
    fn fact(&self, fits: impl Fn(&Statement) -> bool) -> Option<Label> {
        self.find(fits).map(|fact| self.label(fact))
    }

    fn find(&self, fits: impl Fn(&Statement) -> bool) -> Option<&'a Fact> {
        self.facts.all().iter().find(|fact| fact.holds() && fits(&fact.statement))
    }

    fn label(&self, fact: &Fact) -> Label {
        self.facts.label(self.charter.charter, fact)
    }

    fn heading(&self, words: &[&str]) -> Option<Label> {
        let chapter = self.charter.chapters_titled(words).next()?;
        Some(self.charter.label(chapter.label.cover(chapter.title)))
    }
}

/// Every item that the law asks of this form is stated.
pub(super) fn mandatory_items(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let Some(form) = context.profile().form else { return Err(missing(["company.form"])) };
    let text = Text { charter, facts: context.facts.charter_facts() };
    let mut findings = Vec::new();
    let mut evidence: Vec<Label> = Vec::new();
    let mut ask = |key: &str, found: Option<Label>, chapter: &[&str]| match found {
        Some(label) => evidence.push(label),
        None => findings.push(context.key(key).label(charter.absent_under(chapter)).build()),
    };
    ask("name-and-domicile", name(&text).and_then(|_| domicile(&text)), &["总则"]);
    ask("business-scope", scope(&text), &["经营", "范围", "宗旨"]);
    let unread_table;
    match form {
        Form::Limited => {
            ask("registered-capital", capital(&text), &["注册资本", "总则"]);
            ask("shareholders", shareholders(&text), &["股东", "出资人"]);
            let blank = || context.dossier.charter_is_template().then(|| form_for_contributions(&text)).flatten();
            let found = contributions(&text).or_else(blank);
            unread_table = found.is_none() && tabled(&text);
            if !unread_table {
                ask("contributions", found, &["出资", "注册资本", "股东"]);
            }
            ask("organs", organs(&text), &["董事", "组织机构"]);
        }
        Form::JointStock => {
            let method = ["发起设立", "发起方式", "募集设立", "募集方式", "发起的方式", "募集的方式"];
            ask("establishment-method", text.sentence(&method, |_| true), &["总则"]);
            ask("shares", shares(&text), &["股份", "注册资本"]);
            if let Some(classes) = text.sentence(&["类别股"], issues_classes) {
                let rights = |t: &str| t.contains("权利") || t.contains("义务");
                ask("classes", text.sentence(&["类别股"], rights).map(|_| classes), &["股份"]);
            }
            let found = promoters(&text);
            unread_table = found.is_none() && tabled(&text);
            if !unread_table {
                ask("promoters", found, &["股份", "发起人"]);
            }
            ask("board", board(&text), &["董事"]);
            ask("supervisory-board", supervision(&text), &["监事", "审计"]);
            ask("profit-distribution", text.sentence(&["分配"], is_distribution), &["财务", "利润"]);
            ask("dissolution", dissolution(&text), &["解散", "清算"]);
            let notices = text
                .sentence(&["通知"], is_notice)
                .or_else(|| text.heading(&["通知与公告", "通知和公告", "通知、公告"]));
            ask("notices", notices, &["通知", "附则"]);
        }
    }
    let listed = context.profile().listed.or((form == Form::Limited).then_some(false));
    let committees = bare_committees(&text);
    let of_listed = [
        ("audit-committee", audit_committee(&text)),
        ("remuneration-appraisal", text.sentence(&["薪酬"], is_remuneration)),
    ];
    // What only a listed company owes decides where all else is there.
    let hangs_on_listing =
        listed.is_none() && (!committees.is_empty() || of_listed.iter().any(|(_, found)| found.is_none()));
    if listed == Some(true) {
        for ((key, found), chapter) in of_listed.into_iter().zip([["专门委员会", "董事"], ["薪酬", "董事"]])
        {
            ask(key, found, &chapter);
        }
        for (name, label) in committees {
            findings.push(context.key("special-committees").fill(&[("item", &name)]).label(label).build());
        }
    }
    let legal = text.fact(|s| matches!(s, Statement::LegalRepresentative { .. }));
    match legal {
        None => findings.push(context.key("legal-representative").label(charter.absent_under(&["总则"])).build()),
        Some(label) => match text.fact(|s| matches!(s, Statement::LegalRepresentativeChange {})) {
            Some(change) => evidence.extend([label, change]),
            None => findings.push(context.key("legal-rep-change").label(label).build()),
        },
    }
    if findings.is_empty() && unread_table {
        return Err(missing(["charter.contributions"]));
    }
    if findings.is_empty() && hangs_on_listing {
        return Err(missing(["company.listed"]));
    }
    Ok(judge(findings, evidence))
}

fn name(text: &Text<'_>) -> Option<Label> {
    const NAMES: [&str; 8] = ["公司名称", "名称：", "全称", "注册名称", "中文名称", "的名称为", "名称为", "公司的名称"];
    // 某某集团有限公司是……: the name in the title stands in an article.
    let title = crate::source::traditional::simplified(&text.charter.charter.title_text());
    let own = title.split("章程").next().unwrap_or_default().trim();
    let own = Some(own).filter(|own| own.chars().count() >= 6 && own.ends_with("公司"));
    text.sentence(&NAMES, |t| !t.contains("股东的姓名")).or_else(|| text.sentence(&[own?], |_| true))
}

fn domicile(text: &Text<'_>) -> Option<Label> {
    const NAMES: [&str; 7] = ["住所", "注册地址", "公司地址", "社址", "院址", "厂址", "行址"];
    text.sentence(&NAMES, |t| {
        NAMES.iter().any(|word| {
            t.match_indices(word).any(|(at, _)| {
                let (before, after) = (&t[..at], &t[at + word.len()..]);
                let stated = !after.is_empty()
                    && !after.starts_with(['。', '、', '；', '的', '等', '和', '变', '或', '及'])
                    && after.chars().count() > 2;
                stated && !before.ends_with("股东的") && !before.ends_with("股东") && !before.contains("名册")
            })
        })
    })
}

/// The business scope, in the sentence that names it or in the lines below it.
fn scope(text: &Text<'_>) -> Option<Label> {
    let below = || {
        let sentences = text.charter.charter.prose().sentences();
        text.charter.charter.prose().holding(&["经营范围"]).into_iter().find_map(|i| {
            let (own, next) = (sentences.get(i)?, sentences.get(i + 1)?);
            let opens = text.charter.sentence_text(i).ends_with('：');
            (opens && own.article == next.article).then(|| text.charter.label_sentence(own))
        })
    };
    // 第二章 经营范围: 经依法登记，公司从事下列业务：……
    let headed = || {
        let charter = text.charter.charter;
        let chapter = text.charter.chapters_titled(&["经营范围"]).next()?;
        let of_chapter = |i: &usize| {
            charter.prose().sentences().get(*i).is_some_and(|sentence| chapter.articles.contains(&sentence.article))
        };
        let mut found = charter.prose().holding(&["从事", "经营", "业务"]).into_iter().filter(of_chapter);
        // 公司经营宗旨：…… stands under the same heading.
        let states = |words: &str| words.contains('：') && !words.contains("宗旨") && !words.contains("期限");
        text.charter.label_whole(found.find(|i| states(text.charter.sentence_text(*i)))?)
    };
    text.sentence(&SCOPE, is_scope).or_else(below).or_else(headed)
}

/// Words of sentences that may state the business scope.
const SCOPE: [&str; 6] = ["经营范围", "业务范围", "经营下列业务", "从事下列业务", "经营以下业务", "从事以下业务"];

fn is_scope(text: &str) -> bool {
    let listed = ["经营下列业务", "从事下列业务", "经营以下业务", "从事以下业务"];
    if listed.iter().any(|words| text.contains(words)) && text.contains('：') {
        return true;
    }
    text.match_indices("经营范围").chain(text.match_indices("业务范围")).any(|(at, word)| {
        let after = text[at + word.len()..].trim_start_matches(['的']);
        let names = ['：', '为', '是', '包', '有', '（', '以', '，'];
        after.starts_with(names) && after.chars().count() > 3 || text[..at].ends_with('为') && text[..at].contains('以')
    })
}

fn capital(text: &Text<'_>) -> Option<Label> {
    text.fact(|s| matches!(s, Statement::RegisteredCapital { .. }))
}

/// Ends of names of those who can hold shares.
const ENTITIES: [&str; 14] = [
    "公司",
    "集团",
    "政府",
    "国资委",
    "财政局",
    "委员会",
    "中心",
    "合伙",
    "研究院",
    "国资局",
    "管理局",
    "基金",
    "财政厅",
    "合作社",
];

fn shareholders(text: &Text<'_>) -> Option<Label> {
    let named = |s: &Statement| matches!(s, Statement::Contribution(row) if !row.shareholder.is_empty());
    text.fact(named).or_else(|| {
        const WORDS: [&str; 17] = [
            "股东为",
            "股东是",
            "股东：",
            "股东名称",
            "股东姓名",
            "出资人名称",
            "单独出资",
            "股东共",
            "的股东",
            "出资人为",
            "出资人：",
            "出资人是",
            "唯一股东",
            "一名股东",
            "出资设立",
            "独家出资",
            "履行出资人职责",
        ];
        text.sentence(&WORDS, |t| {
            let others = t.replace("本公司", "").replace("有限责任公司", "有限公司");
            let others = others.trim_start_matches("公司");
            ENTITIES.iter().any(|end| {
                others.match_indices(end).any(|(i, _)| {
                    // A name is longer than the word that ends it: 公司 alone names nobody.
                    let named =
                        others[..i].chars().rev().take_while(|c| !"，。：；、的为是由即在对（）“”".contains(*c));
                    named.count() >= 2
                })
            })
        })
    })
}

fn contributions(text: &Text<'_>) -> Option<Label> {
    let rows = || {
        text.facts.all().iter().filter_map(|fact| match &fact.statement {
            Statement::Contribution(row) if fact.holds() => Some((fact, row)),
            _ => None,
        })
    };
    let first = rows().find(|(_, row)| row.amount.is_some() || row.blank)?.0;
    let form = rows().any(|(_, row)| row.form.is_some() || row.blank);
    let date = rows().any(|(_, row)| row.date.is_some() || row.within_months.is_some() || row.paid || row.blank);
    (form && date).then(|| text.label(first))
}

/// Whether the charter says that contributions stand in a table; if none was read, it is not known what it states.
fn tabled(text: &Text<'_>) -> bool {
    let table = ["下表", "附表", "如下表", "见表", "列表", "表列"];
    let of = ["出资", "认购", "认股", "发起人", "缴付", "股东"];
    text.sentence(&table, |t| of.iter().any(|word| t.contains(word))).is_some()
}

/// A template's place for them: 各股东出资额、出资方式及出资比例如下.
fn form_for_contributions(text: &Text<'_>) -> Option<Label> {
    text.sentence(&["出资额"], |t| t.contains("股东") && t.contains("如下"))
}

fn is_director(office: Office) -> bool {
    matches!(
        office,
        Office::Director
            | Office::NonEmployeeDirector
            | Office::EmployeeDirector
            | Office::OutsideDirector
            | Office::ExecutiveDirector
    )
}

/// The organs, how they come about, their powers and their rules.
fn organs(text: &Text<'_>) -> Option<Label> {
    let board = text.find(|s| {
        matches!(s, Statement::Organ { organ: Organ::Board, exists: true })
            || matches!(s, Statement::Seats { organ: Organ::Board, .. })
            || matches!(s, Statement::Power { organ: Organ::Board | Organ::Director, .. })
    })?;
    let produced = text.fact(|s| {
        matches!(s, Statement::Production { office, .. } if is_director(*office) || matches!(office, Office::Manager | Office::Chair))
    });
    let powers = text.fact(|s| matches!(s, Statement::Power { .. } | Statement::TakesOver { .. }));
    let rules = text
        .fact(|s| {
            matches!(
                s,
                Statement::Threshold { .. }
                    | Statement::Ballot { .. }
                    | Statement::Notice { .. }
                    | Statement::Unanimity { .. }
            )
        })
        .or_else(|| text.sentence(&["书面形式", "表决"], |_| true));
    (produced.is_some() && powers.is_some() && rules.is_some()).then(|| text.label(board))
}

fn shares(text: &Text<'_>) -> Option<Label> {
    let capital = capital(text)?;
    text.fact(|s| matches!(s, Statement::SharesIssued { .. }))?;
    text.fact(|s| matches!(s, Statement::SharesIssued { at_establishment: true, .. }))
        .or_else(|| text.sentence(&["设立时", "成立时"], |t| t.contains("股")))?;
    text.sentence(&["每股", "无面额股"], |t| {
        t.contains("每股") && (t.contains('元') || t.contains("面值")) || t.contains("无面额股")
    })?;
    Some(capital)
}

/// Shares of a class are issued: 类别股2000万股.
fn issues_classes(text: &str) -> bool {
    text.match_indices("类别股").any(|(at, word)| {
        let after: String = text[at + word.len()..].chars().take(10).collect();
        after.contains('股') && after.chars().any(crate::numeral::is_numeral)
    })
}

fn promoters(text: &Text<'_>) -> Option<Label> {
    text.fact(|s| matches!(s, Statement::Contribution(row) if row.shares.is_some() || row.blank)).or_else(|| {
        text.sentence(&["发起人"], |t| {
            t.contains("认购") && ENTITIES.iter().any(|end| t.contains(end)) && t.contains("万股")
        })
    })
}

fn board(text: &Text<'_>) -> Option<Label> {
    let seats =
        text.fact(|s| matches!(s, Statement::Seats { organ: Organ::Board, office, .. } if is_director(*office)))?;
    text.fact(|s| matches!(s, Statement::Power { organ: Organ::Board, .. }))
        .or_else(|| text.sentence(&["董事会"], |t| t.contains("职权") || t.contains("负责")))?;
    text.fact(|s| {
        matches!(s, Statement::Threshold { organ: Organ::Board, .. } | Statement::Ballot { organ: Organ::Board, .. })
    })?;
    Some(seats)
}

fn supervision(text: &Text<'_>) -> Option<Label> {
    text.fact(|s| matches!(s, Statement::TakesOver { of: Organ::SupervisoryBoard, .. })).or_else(|| {
        let denied = text.find(|s| matches!(s, Statement::Organ { organ: Organ::SupervisoryBoard, exists: false }));
        let seats = text.fact(|s| matches!(s, Statement::Seats { organ: Organ::SupervisoryBoard, .. }));
        seats.filter(|_| denied.is_none())
    })
}

fn is_distribution(text: &str) -> bool {
    text.contains("分配")
        && !text.contains("清算")
        && [
            "税后利润",
            "公积金",
            "股份比例",
            "持股比例",
            "现金分红",
            "分配红利",
            "利润分配政策",
            "利润分配办法",
            "利润分配原则",
            "分配股利",
        ]
        .iter()
        .any(|word| text.contains(word))
}

fn dissolution(text: &Text<'_>) -> Option<Label> {
    let grounds = text.sentence(&["解散"], |t| {
        ["因", "事由", "情形", "届满", "原因"].iter().any(|word| t.contains(word)) && !t.contains("独立董事")
    })?;
    text.sentence(&["清算组", "清算办法"], |_| true)?;
    Some(grounds)
}

fn is_notice(text: &str) -> bool {
    if text.contains("债权人") || text.contains("股东会会议召开") {
        return false;
    }
    let way = ["专人", "邮件", "电子", "传真", "书面", "公告", "邮寄"].iter().any(|word| text.contains(word));
    (text.contains("公司的通知")
        || text.contains("公司通知")
        || text.contains("公司发出的通知")
        || text.contains("通知") && text.contains("公告"))
        && way
}

fn audit_committee(text: &Text<'_>) -> Option<Label> {
    let seats = text.fact(|s| matches!(s, Statement::Seats { organ: Organ::AuditCommittee, .. }))?;
    text.fact(|s| {
        matches!(
            s,
            Statement::TakesOver { organ: Organ::AuditCommittee, .. }
                | Statement::Power { organ: Organ::AuditCommittee, .. }
        )
    })
    .or_else(|| {
        text.sentence(&["审计委员会"], |t| ["负责", "职责", "审核", "监督"].iter().any(|w| t.contains(w)))
    })?;
    Some(seats)
}

fn is_remuneration(text: &str) -> bool {
    let rest = text.replace("薪酬与考核委员会", "").replace("薪酬考核委员会", "");
    rest.contains("薪酬")
        && (rest.contains("考核") || rest.contains("绩效"))
        && ["董事", "监事", "高级管理人员"].iter().any(|word| rest.contains(word))
}

/// Committees that are named without members or tasks.
fn bare_committees(text: &Text<'_>) -> Vec<(String, Label)> {
    const NAMES: [&str; 8] = [
        "战略委员会",
        "战略与投资委员会",
        "提名委员会",
        "薪酬与考核委员会",
        "薪酬委员会",
        "投资委员会",
        "风险管理委员会",
        "预算委员会",
    ];
    const TOLD: [&str; 9] = ["组成", "成员", "负责", "职责", "研究", "拟订", "建议", "制定", "审核"];
    let mut out = Vec::new();
    for name in NAMES {
        let mentions = text.charter.charter.prose().holding(&[name]);
        let Some(first) = mentions.first() else { continue };
        let told = mentions.iter().any(|i| {
            let rest = text.charter.sentence_text(*i).replace("组成部分", "");
            TOLD.iter().any(|word| rest.contains(word))
        });
        // Members and tasks of all committees may stand in one sentence: 专门委员会成员全部由董事组成.
        let all = || text.sentence(&["专门委员会"], |t| TOLD.iter().any(|word| t.contains(word)));
        if !told && all().is_none() {
            out.extend(text.charter.label_whole(*first).map(|label| (name.to_owned(), label)));
        }
    }
    out
}
