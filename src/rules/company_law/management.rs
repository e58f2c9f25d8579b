//! The manager's powers, and who represents the company.

use super::law::Law;
use crate::Verdict;
use crate::facts::{Act, Office, Organ, Statement};
use crate::model::post::PostKind;
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};

/// What the manager is called: 行长 in a bank, 院长 in a hospital or an institute of design, 社长 in a publishing house.
pub(super) const MANAGERS: [&str; 8] = ["经理", "总裁", "首席执行官", "行长", "院长", "社长", "厂长", "台长"];

pub(super) fn manager_powers(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let own: Vec<_> = law
        .facts()
        .filter(|fact| match &fact.statement {
            Statement::Power { organ: Organ::Management | Organ::Manager, matter, act } => {
                is_power(*act, matter) && !of_party(law.charter.sentence_text(fact.sentence))
            }
            Statement::Delegation { to: Organ::Management | Organ::Manager, .. } => true,
            _ => false,
        })
        .collect();
    // 采购方案由经理层提出, in an article on something else, is no list of powers.
    let by_the_way =
        own.len() == 1 && own.iter().all(|fact| matches!(fact.statement, Statement::Power { act: Act::Propose, .. }));
    if !own.is_empty() && !by_the_way {
        return Ok(satisfied(own.into_iter().take(3).map(|fact| law.label(fact))));
    }
    if let Some((fact, false)) = law.organ(Organ::Management).or_else(|| law.organ(Organ::Manager)) {
        let _ = fact;
        return Err(not_applicable("章程不设经理", "the charter has no manager"));
    }
    let prose = law.charter.charter.prose();
    let mut manager = None;
    for i in 0..prose.sentences().len() {
        let text = law.charter.sentence_text(i);
        if text.contains("不设") && MANAGERS.iter().any(|title| denies(text, title)) {
            return Err(not_applicable("章程不设经理", "the charter has no manager"));
        }
        if !names_manager(text) {
            continue;
        }
        manager = manager.or(Some(i));
        if leaves_powers_to_law(text) {
            let at = ["依照", "按照", "根据", "适用", "悉依", "行使", "职权"]
                .iter()
                .find_map(|word| text.find(word))
                .unwrap_or(0);
            let stated: String = text[at..].trim_end_matches(['。', '；']).chars().take(24).collect();
            return Ok(context.finding().fill(&[("stated", &stated)]).label(law.sentence(i)).violated());
        }
    }
    match manager {
        Some(i) => Ok(satisfied([law.sentence(i)])),
        None => Err(not_applicable("章程不设经理", "the charter has no manager")),
    }
}

/// 不设总经理, 不设经理层.
fn denies(text: &str, title: &str) -> bool {
    text.match_indices("不设").any(|(at, word)| text[at + word.len()..].trim_start_matches('总').starts_with(title))
}

/// Whether what the manager does with a matter is a power of his: to draft his own rules of work is a duty, and to act by
/// the law says nothing.
fn is_power(act: Act, matter: &str) -> bool {
    let own_rules =
        ["工作细则", "工作规则", "议事规则", "工作制度", "办公会制度"].iter().any(|word| matter.contains(word));
    !matter.contains("公司法") && !(own_rules && matches!(act, Act::Draft | Act::Make | Act::Other | Act::Propose))
}

/// Whether a sentence is about what the Party organisation studies before others decide.
fn of_party(text: &str) -> bool {
    ["党委", "党组", "党组织", "党支部", "党总支"].iter().any(|organ| text.contains(organ))
        && ["前置", "研究讨论", "研究把关", "集体研究"].iter().any(|word| text.contains(word))
}

/// Whether a sentence is about the manager, whatever he is called: 副经理 is not the one.
fn names_manager(text: &str) -> bool {
    // 支行行长, 人民法院院长
    const OTHERS: [&str; 11] = ["副", "分行", "支行", "部门", "项目", "职业", "客户", "法院", "分院", "学院", "研究院"];
    MANAGERS.iter().any(|title| {
        text.match_indices(title).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + title.len()..]);
            let before = before.trim_end_matches('总');
            // 银行长期贷款, 医院长效机制
            let part = title.ends_with('长') && after.starts_with(['期', '效', '远']);
            !part && !OTHERS.iter().any(|word| before.ends_with(word))
        })
    })
}

/// Whether the manager's powers are what the law says, and nothing more: since 2024 it says nothing.
fn leaves_powers_to_law(text: &str) -> bool {
    // 本章程不另作列举 lists nothing.
    let text = &text.replace("本章程不", "").replace("本章程未", "").replace("章程不再", "");
    let by_law = ["公司法", "法律", "法定职权", "法定的职权"].iter().any(|word| text.contains(word));
    let powers = text.contains("职权") || text.contains("权限");
    let more = ["授权", "授予", "下列", "以下", "本章程", "公司章程", "董事会决定", "清单", "办法"];
    by_law && powers && !more.iter().any(|word| text.contains(word))
}

/// Whether a holder of this post may represent the company: a director or the manager.
const fn may_represent(post: &PostKind) -> bool {
    matches!(post, PostKind::Chair | PostKind::ViceChair | PostKind::Director | PostKind::GeneralManager)
}

/// The sentence that says that the legal representative is the person of this name: 公司法定代表人为周启明.
fn named_representative(law: &Law<'_>, name: &str) -> Option<usize> {
    law.sentences_with(&["法定代表人"]).find(|&i| {
        let text = law.charter.sentence_text(i);
        let behind = |(at, word): (usize, &str)| {
            let rest = &text[at + word.len()..];
            ["为", "是", "：", "由", "系"]
                .iter()
                .any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.trim_end_matches("同志").starts_with(name)))
        };
        name.chars().count() >= 2 && text.match_indices("法定代表人").any(behind)
    })
}

pub(super) fn legal_representative(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        let Statement::LegalRepresentative { offices } = &fact.statement else { continue };
        let eligible = |office: &Office| {
            matches!(
                office,
                Office::Chair
                    | Office::Director
                    | Office::ExecutingDirector
                    | Office::ExecutiveDirector
                    | Office::Manager
                    | Office::InsideDirector
                    | Office::ViceChair
                    | Office::Other
            )
        };
        if offices.is_empty() {
            continue;
        }
        // 由党委书记、董事长担任: one person in both posts; 由董事长或者监事会主席担任: either.
        let either = law.label(fact).text().contains('或');
        let held_together = !either && !offices.contains(&Office::Shareholder) && offices.iter().any(eligible);
        match offices.iter().find(|office| !eligible(office)).filter(|_| !held_together) {
            Some(office) => {
                let stated = office.zh().to_owned();
                findings.push(
                    context.finding().fill(&[("stated", &stated), ("person", "")]).label(law.label(fact)).build(),
                );
            }
            None => evidence.push(law.label(fact)),
        }
    }
    if let Some(people) = context.facts.people() {
        for someone in people.everyone() {
            let Some(i) = named_representative(&law, someone.name) else { continue };
            let held: Vec<_> = people.posts(someone, context.as_of).collect();
            let eligible = held.iter().any(|held| may_represent(&held.post.kind));
            if let Some(first) = held.first().filter(|_| !eligible) {
                let values = [("stated", ""), ("person", someone.name)];
                let finding = context.key("roster").fill(&values).label(law.sentence(i)).label(first.label());
                findings.push(finding.build());
            }
        }
        for held in people
            .everyone()
            .iter()
            .filter_map(|someone| people.posts(someone, context.as_of).next().map(|held| (someone, held)))
        {
            let (someone, held) = held;
            if !held.entry.legal_representative {
                continue;
            }
            let eligible = people.posts(someone, context.as_of).any(|held| may_represent(&held.post.kind));
            if eligible {
                evidence.push(held.label());
            } else {
                let values = [("stated", ""), ("person", someone.name)];
                findings.push(context.key("roster").fill(&values).label(held.label()).build());
            }
        }
    }
    if findings.is_empty() && evidence.is_empty() {
        let stated = law.sentences_with(&["法定代表人"]).find(|&i| {
            let text = law.charter.sentence_text(i);
            MANAGERS.iter().chain(&["董事"]).any(|word| text.contains(word))
                && ["为", "担任", "是"].iter().any(|word| text.contains(word))
        });
        if let Some(i) = stated {
            return Ok(satisfied([law.sentence(i)]));
        }
        return Err(missing(["charter.legal_representative"]));
    }
    Ok(judge(findings, evidence))
}
