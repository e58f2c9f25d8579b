//! The manager's powers, and who represents the company.

use super::law::Law;
use crate::Verdict;
use crate::facts::{Office, Organ, Statement};
use crate::model::post::PostKind;
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};

pub(super) fn manager_powers(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let own: Vec<_> = law
        .facts()
        .filter(|fact| {
            matches!(&fact.statement,
                Statement::Power { organ: Organ::Management | Organ::Manager, matter, .. } if !matter.contains("公司法"))
                || matches!(fact.statement, Statement::Delegation { to: Organ::Management | Organ::Manager, .. })
        })
        .collect();
    if !own.is_empty() {
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
        if ["不设经理", "不设总经理", "不设经理层"].iter().any(|word| text.contains(word)) {
            return Err(not_applicable("章程不设经理", "the charter has no manager"));
        }
        let named = ["经理", "总裁"].iter().any(|word| text.contains(word));
        if !named {
            continue;
        }
        manager = manager.or(Some(i));
        let empty = text.contains("行使职权") || text.contains("职权") && text.contains("规定");
        if empty
            && (text.contains("公司法") || text.contains("法律"))
            && !text.contains("董事会授权")
            && !text.contains("授权")
        {
            let at = text
                .find("依照")
                .or_else(|| text.find("按照"))
                .or_else(|| text.find("根据"))
                .or_else(|| text.find("行使"))
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
        match offices.iter().find(|office| !eligible(office)) {
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
        for held in people
            .everyone()
            .iter()
            .filter_map(|someone| people.posts(someone, context.as_of).next().map(|held| (someone, held)))
        {
            let (someone, held) = held;
            if !held.entry.legal_representative {
                continue;
            }
            let eligible = people.posts(someone, context.as_of).any(|held| {
                matches!(
                    held.post.kind,
                    PostKind::Chair | PostKind::ViceChair | PostKind::Director | PostKind::GeneralManager
                )
            });
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
            ["董事", "经理", "总裁"].iter().any(|word| text.contains(word))
                && ["为", "担任", "是"].iter().any(|word| text.contains(word))
        });
        if let Some(i) = stated {
            return Ok(satisfied([law.sentence(i)]));
        }
        return Err(missing(["charter.legal_representative"]));
    }
    Ok(judge(findings, evidence))
}
