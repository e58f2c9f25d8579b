//! Who decides: prior study, gate-keeping, and the Party organ not in the decider's place.

use crate::facts::ReadCharter;
use crate::lexicon::{Lexicon, Token};
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};
use crate::source::Span;
use crate::{Label, Verdict};

/// Major matters are studied by the Party organ before others decide.
pub(super) fn prior_study(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let mut hits = charter.asserted("PRE");
    let steps = told_in_steps(charter);
    let is_branch = context.profile().party_organ.is_none_or(|organ| !organ.leads());
    if is_branch {
        hits.extend(charter.asserted("GATE"));
    }
    if !hits.is_empty() || !steps.is_empty() {
        return Ok(satisfied(charter.labels(&hits).into_iter().chain(steps).collect::<Vec<_>>()));
    }
    let near = charter.labels(&[charter.asserted("LISTEN"), charter.stale("PRE")].concat());
    // What falls short stands first, then where the clause belongs.
    let labels = near.into_iter().take(1).chain([charter.absent()]);
    Ok(context.finding().labels(labels).violated())
}

/// How many sentences after the study the decision may stand.
const STEPS: usize = 4;

/// Prior study told in steps, each a sentence or item of one article: 先由党委研究讨论；再交由董事会作出决定. The sentences of
/// the study and of the decision.
fn told_in_steps(charter: &ReadCharter<'_>) -> Vec<Label> {
    let prose = charter.charter.prose();
    let sentences = prose.sentences();
    let has = |i: usize, class: &str| charter.tokens_of(i, class).next().is_some();
    let study = Lexicon::builtin().class("study");
    let mut labels = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        if charter.tokens_in(i, study).next().is_none() {
            continue;
        }
        let is_study = has(i, "party") && !has(i, "negation") && !has(i, "other-entity");
        if !is_study || !told_as_step(charter, i) || has(i, "decider") && has(i, "permission") {
            continue;
        }
        let after = sentences.iter().enumerate().skip(i + 1).take(STEPS);
        let decision = after.take_while(|(_, next)| next.article == sentence.article).find(|(at, _)| {
            let words = charter.sentence_text(*at).trim_start();
            let follows = LATER.iter().any(|word| words.contains(word)) || has(*at, "after");
            follows && has(*at, "decider") && (has(*at, "decide") || has(*at, "final")) && !has(*at, "negation")
        });
        if let Some((_, decision)) = decision {
            labels.extend([charter.label_sentence(sentence), charter.label_sentence(decision)]);
        }
    }
    labels
}

/// Words that put a step behind others.
const LATER: [&str; 8] = ["然后", "随后", "其后", "最后", "再由", "再按", "再依", "最终"];

/// Whether a sentence is the first of several steps, by its words or those of its lead-in.
fn told_as_step(charter: &ReadCharter<'_>, sentence: usize) -> bool {
    const FIRST: [&str; 8] = ["先由", "首先", "先经", "先行", "先提交", "第一步", "先交", "先送"];
    const ORDER: [&str; 6] = ["顺序", "次序", "程序", "步骤", "流程", "依次"];
    let words = charter.sentence_text(sentence);
    let lead = charter.charter.prose().sentences().get(sentence).and_then(|s| s.lead);
    FIRST.iter().any(|word| words.contains(word))
        || lead.is_some_and(|lead| ORDER.iter().any(|word| charter.sentence_text(lead).contains(word)))
}

/// A branch with decision power studies major matters collectively, and leaders who are members hold its posts.
pub(super) fn branch_gatekeeping(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let gate = charter.asserted("GATE");
    let leaders = charter.asserted("GATE-LEADERS");
    let evidence = charter.labels(&[gate.clone(), leaders.clone()].concat());
    if context.profile().decision_power == Some(false) || !gate.is_empty() && !leaders.is_empty() {
        return Ok(satisfied(evidence));
    }
    if context.profile().decision_power.is_none() {
        return Err(missing(["company.decision_power"]));
    }
    let mut findings = Vec::new();
    if gate.is_empty() {
        let weak = charter.labels(&charter.stale("GATE"));
        findings.push(context.finding().label(weak.into_iter().next().unwrap_or_else(|| charter.absent())).build());
    }
    if leaders.is_empty() {
        findings.push(context.key("leaders").label(charter.absent()).build());
    }
    Ok(judge(findings, evidence))
}

/// Hearing the Party organ is not all that the charter provides.
pub(super) fn more_than_hearing(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let heard = charter.asserted("LISTEN");
    let study = [charter.asserted("PRE"), charter.asserted("GATE")].concat();
    if heard.is_empty() || !study.is_empty() {
        return Ok(satisfied(charter.labels(&study)));
    }
    Ok(context.finding().labels(charter.labels(&heard)).violated())
}

/// The Party organ does not take the final decision on a matter of business.
pub(super) fn no_party_final_decision(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    if charter.charter.prose().sentences().is_empty() {
        return Err(not_applicable("章程没有正文", "the charter has no text"));
    }
    let prose = charter.charter.prose();
    let mut findings = Vec::new();
    let last = Lexicon::builtin().class("final");
    let is_final = |i: usize| charter.tokens_in(i, last).next().is_some();
    for (i, sentence) in prose.sentences().iter().enumerate() {
        // Without a final verb, in the sentence or its lead-in, nobody decides.
        if !is_final(i) && !sentence.lead.is_some_and(is_final) {
            continue;
        }
        let Some(decided) = decided_by_party(charter, i) else { continue };
        let matter = matter(
            charter.sentence_text(i),
            Span::new(
                decided.start.saturating_sub(sentence.span.start),
                decided.end.saturating_sub(sentence.span.start),
            ),
        );
        let label = charter.label_sentence(sentence);
        findings.push(context.finding().fill(&[("matter", &matter)]).label(label).build());
    }
    for hit in charter.asserted("PARTY-FINAL") {
        let Some(sentence) = prose.sentences().get(hit.sentence) else { continue };
        if charter.tokens_of(hit.sentence, "party-matter").next().is_some()
            && charter.tokens_of(hit.sentence, "business-matter").next().is_none()
        {
            continue;
        }
        let matter = matter(charter.sentence_text(hit.sentence), Span::default());
        findings.push(context.finding().fill(&[("matter", &matter)]).label(charter.label_sentence(sentence)).build());
    }
    let evidence = charter.labels(&charter.asserted("PRE"));
    Ok(judge(findings, evidence))
}

/// The verb with which a sentence lets the Party organ decide a matter of business, if it does.
fn decided_by_party(charter: &ReadCharter<'_>, index: usize) -> Option<Span> {
    let prose = charter.charter.prose();
    let sentence = prose.sentences().get(index)?;
    let has = |i: usize, class: &str| charter.tokens_of(i, class).next().is_some();
    // Without the organ and a final verb, in the sentence or its lead-in, there is nothing to ask.
    let lead = sentence.lead;
    let in_lead = lead.is_some_and(|lead| has(lead, "final") && has(lead, "party"));
    let listed = lead.is_some_and(|lead| lead_is_of_party(charter, lead)) && starts_with_final(charter, index);
    if !in_lead && !listed && !(has(index, "final") && has(index, "party")) {
        return None;
    }
    let business = charter.tokens_of(index, "business-matter").any(|token| {
        // 党建经费预算, 党员教育投资: money for the Party's own work is its own matter.
        let own = |t: &Token| t.span.end <= token.span.start && t.span.end + 24 >= token.span.start;
        !charter.tokens_of(index, "party-matter").any(|t| {
            own(t) && !prose.text()[t.span.end as usize..token.span.start as usize].contains(['、', '及', '和', '，'])
        })
    });
    if !business && (has(index, "party-matter") || lead.is_some_and(|lead| has(lead, "party-matter"))) {
        return None;
    }
    // 坚持民主集中制，集体领导、民主集中、个别酝酿、会议决定: how the organ works, not what it decides.
    let how = ["集体领导", "民主集中", "个别酝酿", "集体讨论"];
    if !business && how.iter().any(|word| charter.sentence_text(index).contains(word)) {
        return None;
    }
    // 经……委员会批准，设立…… sets up the organ; it decides nothing.
    let sets_up =
        charter.asserted("ORG-NAMED").iter().chain(&charter.asserted("ORG-GENERIC")).any(|hit| hit.sentence == index);
    if sets_up {
        return None;
    }
    if in_lead && !has(index, "final") {
        // 党委决定下列事项：（一）……
        let lead = lead?;
        party_final(charter, lead, lead_end(charter, lead))?;
        return (!has(index, "decider")).then_some(sentence.span);
    }
    if listed {
        return (!has(index, "decider")).then_some(sentence.span);
    }
    let is_lead_in = charter.sentence_text(index).ends_with('：')
        && prose.sentences().get(index + 1).is_some_and(|next| next.lead == Some(index));
    if is_lead_in {
        return None;
    }
    party_final(charter, index, sentence.span.end)
}

/// Whether a lead-in is about the company's own Party organ alone: 公司党委行使下列职权：
fn lead_is_of_party(charter: &ReadCharter<'_>, lead: usize) -> bool {
    let own: Vec<Token> = charter.tokens_of(lead, "party").copied().collect();
    !own.is_empty() && charter.tokens_of(lead, "body").all(|body| own.iter().any(|own| own.span.end == body.span.end))
}

/// Whether an item begins with a final verb, so that its lead-in's body decides: （三）决定内部管理机构的设置.
fn starts_with_final(charter: &ReadCharter<'_>, index: usize) -> bool {
    let Some(sentence) = charter.charter.prose().sentences().get(index) else { return false };
    charter.tokens_of(index, "final").any(|verb| {
        // 研究决定, 讨论决定, 依法决定: at most two characters before the verb.
        verb.span.start <= sentence.span.start + 6
    })
}

fn lead_end(charter: &ReadCharter<'_>, lead: usize) -> u32 {
    charter.charter.prose().sentences().get(lead).map_or(0, |s| s.span.end)
}

/// A final verb whose subject is the company's own Party organ, with no later decider.
fn party_final(charter: &ReadCharter<'_>, index: usize, end: u32) -> Option<Span> {
    let finals: Vec<Token> = charter.tokens_of(index, "final").copied().collect();
    let bodies: Vec<Token> = charter.tokens_of(index, "body").copied().collect();
    let own: Vec<Token> = charter.tokens_of(index, "party").copied().collect();
    let negations: Vec<Token> = charter.tokens_of(index, "negation").copied().collect();
    let deciders: Vec<Token> = charter.tokens_of(index, "decider").copied().collect();
    for verb in &finals {
        // 董事会在收到党委意见后作出决定: an opinion of the organ is no subject.
        let is_opinion = |t: &Token| {
            let after = charter.charter.prose().text().get(t.span.end as usize..).unwrap_or_default();
            ["意见", "建议", "的意见", "的建议", "会议意见", "研究意见"].iter().any(|word| after.starts_with(word))
        };
        let before = |t: &&Token| t.span.end <= verb.span.start && !is_opinion(t);
        let nearest = bodies.iter().chain(&own).filter(before).max_by_key(|t| (t.span.end, t.span.start))?;
        let is_own = own.iter().any(|t| t.span.end == nearest.span.end);
        if !is_own {
            continue;
        }
        let denied = negations.iter().any(|n| n.span.end <= verb.span.start && n.span.start + 24 >= nearest.span.start);
        // 批准后即付执行，董事会不再另行审议: those behind decide nothing.
        let denies = |d: &Token| {
            let behind = charter.charter.prose().text().get(d.span.end as usize..end as usize).unwrap_or_default();
            let behind = behind.split(['，', '。', '；']).next().unwrap_or_default();
            ["不再", "无须", "无需", "不另"].iter().any(|word| behind.contains(word))
        };
        let later = deciders.iter().any(|d| {
            d.span.start >= verb.span.end
                && !denies(d)
                && charter.tokens_of(index, "decide").any(|t| t.span.start >= d.span.end && t.span.end <= end)
        });
        // 党委研究同意后报董事会批准 names the decider after the organ; the verb's own subject counts.
        if !denied && !later {
            return Some(verb.span);
        }
    }
    None
}

/// The matter that is decided, for the headline: the words after the verb, or those before the organ.
fn matter(text: &str, verb: Span) -> String {
    let words = |part: &str| -> String {
        part.trim_matches(|c: char| matches!(c, '，' | '。' | '；' | '、' | '：')).chars().take(20).collect()
    };
    let after = text.get(verb.end as usize..).unwrap_or_default().split(['，', '。', '；']).next().unwrap_or_default();
    let names_a_matter =
        after.chars().count() >= 3 && !after.starts_with(['后', '的', '同']) && !after.contains("实施");
    if names_a_matter { words(after) } else { words(text.split(['，', '由']).next().unwrap_or_default()) }
}
