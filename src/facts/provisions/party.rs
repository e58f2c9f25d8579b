//! Provisions on the Party organisation, from the concepts that sentences express.

use super::super::{ReadCharter, Statement, organ_stated};
use super::{Answer, PartyForm, Provision, Reader};
use crate::Label;
use crate::lexicon::{Hit, Lexicon, Polarity, Wording};
use crate::model::profile::PartyOrgan;
use crate::source::Span;

/// Concepts whose sentences speak of the company's own Party organ, whatever it does.
const OWN: [&str; 19] = [
    "ROLE-LEAD",
    "ROLE-STALE",
    "ROLE-FORT",
    "DUTY",
    "PRE",
    "GATE",
    "LISTEN",
    "ENTRY",
    "ENTRY-OUT",
    "ENTRY-IN",
    "COLLECTIVE",
    "ONE",
    "FT-DEP",
    "WORK-BODY",
    "STAFF",
    "FUND",
    "PERSONNEL",
    "BOIL",
    "DISC-SET-UP",
];

/// Duties of which a text without an enumeration must name this many to have listed them.
const DUTIES: usize = 3;

pub(super) fn form(reader: &Reader<'_>) -> (PartyForm, Vec<Label>) {
    let charter = reader.charter;
    if let Some((organ, hit)) = organ_stated(charter) {
        let form = if reader.names_several(&hit) { PartyForm::Unspecified } else { organ.into() };
        return (form, charter.labels(&[hit]));
    }
    if let Some((organ, span)) = reader.acting() {
        return (organ.into(), vec![charter.label_prose(span)]);
    }
    let generic = reader.hits(&["ORG-GENERIC"], Wording::Current);
    if !generic.is_empty() {
        return (PartyForm::Unspecified, charter.labels(&generic));
    }
    // 待条件成熟后，公司设立党委
    let open = reader.hits(&["ORG-NAMED"], Wording::Current);
    let open: Vec<Hit> = open.into_iter().filter(|hit| hit.polarity != Polarity::Negated).collect();
    if !open.is_empty() {
        return (PartyForm::Unspecified, charter.labels(&open));
    }
    let any: Vec<Hit> = reader.own().into_iter().take(1).collect();
    if any.is_empty() { (PartyForm::None, Vec::new()) } else { (PartyForm::Unspecified, charter.labels(&any)) }
}

pub(super) fn answer(reader: &Reader<'_>, provision: Provision) -> (Answer, Vec<Label>) {
    let charter = reader.charter;
    match provision {
        Provision::PartyChapter => {
            let headings: Vec<Label> = charter.party_headings().into_iter().map(|span| charter.label(span)).collect();
            (if headings.is_empty() { Answer::No } else { Answer::Yes }, headings)
        }
        Provision::CitesPartyConstitution => cites(reader),
        Provision::PartyOrgEstablished => {
            let found = reader.weigh(&["ORG-NAMED", "ORG-GENERIC"], Wording::Current, true);
            if found.0 != Answer::No {
                return found;
            }
            // A text that gives the organ its role or its duties has it, though it does not say who set it up.
            let acts =
                [charter.asserted("ROLE-LEAD"), charter.asserted("ROLE-FORT"), charter.asserted("DUTY")].concat();
            if acts.is_empty() { found } else { (Answer::Yes, charter.labels(&acts)) }
        }
        Provision::RoleLeadership => reader.weigh(&["ROLE-LEADERSHIP", "ROLE-THREE"], Wording::Current, false),
        Provision::RoleOldPoliticalCore => reader.weigh(&["ROLE-STALE"], Wording::Stale, false),
        Provision::PreDecision => reader.weigh(&["PRE", "GATE"], Wording::Current, false),
        Provision::HearOpinionOnly => {
            let heard = reader.weigh(&["LISTEN"], Wording::Current, false);
            let study = reader.weigh(&["PRE", "GATE"], Wording::Current, false);
            match (heard.0, study.0) {
                (Answer::No, _) | (_, Answer::Yes) => (Answer::No, Vec::new()),
                (Answer::Unclear, _) | (_, Answer::Unclear) => (Answer::Unclear, heard.1),
                (Answer::Yes, Answer::No) => heard,
            }
        }
        Provision::CrossAppointment => {
            let named = reader.weigh(&["ENTRY"], Wording::Current, false);
            let (out, into) = (
                reader.weigh(&["ENTRY-OUT"], Wording::Current, false),
                reader.weigh(&["ENTRY-IN"], Wording::Current, false),
            );
            match (named.0, out.0, into.0) {
                (Answer::No, Answer::Yes, Answer::Yes) => (Answer::Yes, [out.1, into.1].concat()),
                _ => named,
            }
        }
        Provision::ChairSecretarySame => reader.weigh(&["ONE"], Wording::Current, true),
        Provision::DedicatedDeputySecretary => reader.weigh(&["FT-DEP"], Wording::Current, true),
        Provision::DisciplineBody => {
            let found = reader.weigh(&["DISC-SET-UP"], Wording::Current, true);
            if found.0 == Answer::No { reader.weigh(&["DISC-ACTS"], Wording::Current, true) } else { found }
        }
        Provision::WorkBody => reader.weigh(&["WORK-BODY", "STAFF"], Wording::Current, true),
        Provision::Funding => reader.weigh(&["FUND"], Wording::Current, true),
        Provision::Personnel => reader.weigh(&["CADRE", "PERSONNEL"], Wording::Current, false),
        Provision::DutiesList => duties(reader),
        _ => (Answer::No, Vec::new()),
    }
}

fn cites(reader: &Reader<'_>) -> (Answer, Vec<Label>) {
    const NAMES: [&str; 3] = ["中国共产党章程", "中国共产党党章", "党章"];
    let charter = reader.charter;
    let text = charter.charter.prose().text();
    let mut labels: Vec<Label> = Vec::new();
    let mut seen = usize::MAX;
    for name in NAMES {
        for (at, _) in text.match_indices(name) {
            let span = Span::from(at..at + name.len());
            let sentence = charter.charter.prose().sentence_at(span.start).unwrap_or(usize::MAX);
            if sentence != seen {
                labels.push(charter.label_prose(span));
                seen = sentence;
            }
        }
        // 中国共产党章程 holds no 党章; a longer name says it all.
        if !labels.is_empty() {
            return (Answer::Yes, labels);
        }
    }
    let cited = reader.facts.all().iter().filter(|fact| match &fact.statement {
        Statement::Citation { document, .. } => NAMES.contains(&document.as_str()),
        _ => false,
    });
    let labels: Vec<Label> = cited.map(|fact| reader.facts.label(charter.charter, fact)).collect();
    (if labels.is_empty() { Answer::No } else { Answer::Yes }, labels)
}

/// Duties are listed: items under a lead-in on the organ's duties, or several duties one by one.
fn duties(reader: &Reader<'_>) -> (Answer, Vec<Label>) {
    const KINDS: [&str; 12] = [
        "DUTY-1", "DUTY-2", "DUTY-3", "DUTY-4", "DUTY-5", "DUTY-6", "DUTY-7", "DUTY-B2", "DUTY-B3", "DUTY-B4",
        "DUTY-B5", "DUTY-B6",
    ];
    let charter = reader.charter;
    let sentences = charter.charter.prose().sentences();
    let lead = charter.asserted("DUTY").into_iter().find(|hit| {
        let items = sentences.iter().skip(hit.sentence + 1).take_while(|s| s.lead.is_some()).filter(|s| s.is_item);
        charter.sentence_text(hit.sentence).ends_with('：') && items.count() >= 2
            || listed_in_line(charter, hit.sentence)
    });
    if let Some(lead) = lead {
        return (Answer::Yes, charter.labels(&[lead]));
    }
    // Only sentences that say what the duties are: those on prior study or posts name matters, not duties.
    let stated: Vec<usize> = charter.asserted("DUTY").iter().map(|hit| hit.sentence).collect();
    let listed = |hit: &Hit| {
        stated.contains(&hit.sentence)
            || sentences.get(hit.sentence).and_then(|s| s.lead).is_some_and(|lead| stated.contains(&lead))
    };
    let kinds: Vec<Vec<Hit>> = KINDS
        .iter()
        .map(|kind| charter.asserted(kind).into_iter().filter(listed).collect::<Vec<_>>())
        .filter(|hits: &Vec<Hit>| !hits.is_empty())
        .collect();
    if kinds.len() >= DUTIES { (Answer::Yes, charter.labels(&kinds.concat())) } else { (Answer::No, Vec::new()) }
}

/// Whether duties follow a colon in one paragraph: 主要职责包括：……；……；…….
fn listed_in_line(charter: &ReadCharter<'_>, lead: usize) -> bool {
    let prose = charter.charter.prose();
    let first = charter.sentence_text(lead);
    let Some(article) = prose.sentences().get(lead).map(|s| s.article) else { return false };
    let parts = prose.sentences().iter().skip(lead + 1).take_while(|s| s.article == article);
    let closed = parts.take_while(|s| prose.sentence_text(s).ends_with('；')).count();
    // The one that the colon's own sentence begins counts too.
    let opened = first.ends_with('；') && first.contains('：');
    opened && closed >= 1 || first.ends_with('：') && closed >= 2
}

impl Reader<'_> {
    /// All hits of concepts in one kind of wording, whatever their polarity, but not those about others.
    fn hits(&self, concepts: &[&str], wording: Wording) -> Vec<Hit> {
        let lexicon = Lexicon::builtin();
        let ids = concepts.iter().filter_map(|concept| lexicon.concept(concept));
        let all = ids.flat_map(|id| self.charter.reading.of(id).copied().collect::<Vec<_>>());
        all.filter(|hit| hit.wording == wording && hit.polarity != Polarity::Other && !self.is_noted(hit)).collect()
    }

    /// Whether the words stand in a drafter's note.
    fn is_noted(&self, hit: &Hit) -> bool {
        let from = self.charter.charter.prose().sentences().get(hit.sentence).map_or(0, |s| s.span.start);
        super::super::in_note(self.charter.sentence_text(hit.sentence), hit.span.start.saturating_sub(from) as usize)
    }

    /// What hits of these concepts come to. `by_choice`: 可以 leaves open whether it is so.
    fn weigh(&self, concepts: &[&str], wording: Wording, by_choice: bool) -> (Answer, Vec<Label>) {
        let hits = self.hits(concepts, wording);
        let is_open = |hit: &Hit| {
            self.leaves_choice(hit.sentence)
                || matches!(hit.polarity, Polarity::Permitted | Polarity::Conditional)
                || by_choice && self.is_permitted(hit)
        };
        let (mut provided, mut open, mut denied) = (Vec::new(), Vec::new(), Vec::new());
        for hit in hits {
            match hit.polarity {
                Polarity::Negated => denied.push(hit),
                _ if is_open(&hit) => open.push(hit),
                _ => provided.push(hit),
            }
        }
        // 未经党委研究不得提交 denies nothing: only a choice that the text itself denies contradicts it.
        if by_choice && !provided.is_empty() && !denied.is_empty() {
            return (Answer::Unclear, self.charter.labels(&[provided, denied].concat()));
        }
        if !provided.is_empty() {
            return (Answer::Yes, self.charter.labels(&provided));
        }
        if !open.is_empty() {
            return (Answer::Unclear, self.charter.labels(&open));
        }
        (Answer::No, self.charter.labels(&denied))
    }

    /// Whether 可以 governs the words: it stands in their clause.
    fn is_permitted(&self, hit: &Hit) -> bool {
        let text = self.charter.charter.prose().text();
        let before = text.get(..hit.span.start as usize).unwrap_or_default();
        let clause = before.rfind(['，', '；', '。', '：']).map_or(0, |at| at as u32);
        self.charter
            .tokens_of(hit.sentence, "permission")
            .any(|token| token.span.start >= clause && token.span.end <= hit.span.end)
    }

    /// Whether a sentence offers several forms of organ to choose from: 党委（党总支、党支部）.
    fn names_several(&self, hit: &Hit) -> bool {
        const CLASSES: [(&str, PartyOrgan); 3] = [
            ("party-committee", PartyOrgan::Committee),
            ("party-general-branch", PartyOrgan::GeneralBranch),
            ("party-branch-only", PartyOrgan::Branch),
        ];
        let text = self.charter.charter.prose().text();
        let mut named: Vec<(Span, PartyOrgan)> = CLASSES
            .iter()
            .flat_map(|(class, organ)| self.charter.tokens_of(hit.sentence, class).map(|token| (token.span, *organ)))
            .collect();
        named.sort_unstable_by_key(|(span, _)| (span.start, span.end));
        named.windows(2).any(|pair| match pair {
            [(one, a), (other, b)] if a != b && one.end <= other.start => {
                let between = text.get(one.end as usize..other.start as usize).unwrap_or_default();
                let rest = ["公司", "或者", "或", "、", "/", "（", "）", "【", "】", "和"]
                    .iter()
                    .fold(between.to_owned(), |rest, word| rest.replace(word, ""));
                // 下设党支部 has words of its own between the two.
                rest.is_empty() && !between.is_empty()
            }
            _ => false,
        })
    }

    /// What the text says of the company's own organ, in the order of the text.
    fn own(&self) -> Vec<Hit> {
        let charter = self.charter;
        let mut hits: Vec<Hit> =
            OWN.iter().flat_map(|concept| charter.asserted(concept)).chain(charter.stale("ROLE-STALE")).collect();
        hits.retain(|hit| !self.is_noted(hit));
        hits.sort_unstable_by_key(|hit| hit.span.start);
        hits
    }

    /// The highest form of organ that acts, or whose members do, and where.
    fn acting(&self) -> Option<(PartyOrgan, Span)> {
        let charter = self.charter;
        let text = charter.charter.prose().text();
        let organ_of = |words: &str| {
            [
                ("党组", PartyOrgan::LeadingGroup),
                ("党委", PartyOrgan::Committee),
                ("党的委员会", PartyOrgan::Committee),
                ("党总支", PartyOrgan::GeneralBranch),
                ("总支", PartyOrgan::GeneralBranch),
                ("党支部", PartyOrgan::Branch),
                ("支", PartyOrgan::Branch),
            ]
            .into_iter()
            .find(|(name, _)| words.starts_with(name) && !words.starts_with("党组织"))
            .map(|(_, organ)| organ)
        };
        let mut found: Vec<(PartyOrgan, Span)> = Vec::new();
        for hit in self.own() {
            for class in ["party-committee", "party-branch", "party-post"] {
                let tokens = charter.tokens_of(hit.sentence, class).filter(|token| !token.span.is_empty());
                found.extend(tokens.filter_map(|token| {
                    let organ = organ_of(text.get(token.span.range()).unwrap_or_default())?;
                    Some((organ, token.span))
                }));
            }
        }
        let rank = |organ: PartyOrgan| match organ {
            PartyOrgan::LeadingGroup | PartyOrgan::Committee => 0,
            PartyOrgan::GeneralBranch => 1,
            _ => 2,
        };
        found.into_iter().min_by_key(|(organ, span)| (rank(*organ), span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_and_classes_exist() {
        let lexicon = Lexicon::builtin();
        for concept in OWN {
            assert!(lexicon.concept(concept).is_some(), "{concept}");
        }
        for concept in ["DISC-SET-UP", "DISC-ACTS", "PERSONNEL", "ENTRY", "ENTRY-IN", "ONE", "FT-DEP", "STAFF", "FUND"]
        {
            assert!(lexicon.concept(concept).is_some(), "{concept}");
        }
        let classes: Vec<Option<_>> = ["party-committee", "party-general-branch", "party-branch-only", "permission"]
            .map(|c| lexicon.class(c))
            .into();
        assert!(classes.iter().all(Option::is_some), "{classes:?}");
    }
}
