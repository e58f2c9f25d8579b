//! What a charter establishes of the company itself, where the profile is silent.

use super::{CharterFacts, Event, Fact, Organ, ReadCharter, Statement};
use crate::lexicon::Hit;
use crate::model::profile::{Form, Ownership, PartyOrgan, Profile};
use crate::{Dossier, Label};

/// Fills what the profile leaves open and the charter establishes.
pub(super) fn complete(profile: &mut Profile, charter: &ReadCharter<'_>, facts: &CharterFacts) {
    profile.form = profile.form.or_else(|| form(charter));
    profile.ownership = profile.ownership.or_else(|| ownership(charter, facts).map(|(ownership, _)| ownership));
    profile.party_organ = profile.party_organ.or_else(|| party_organ(charter));
    profile.board = profile.board.or_else(|| board(charter).map(|(board, _)| board));
    profile.listed = profile.listed.or_else(|| listed(charter).map(|_| true));
    if profile.shareholders.is_none() && profile.ownership == Some(Ownership::WhollyState) {
        profile.shareholders = Some(1);
    }
    profile.shareholders = profile.shareholders.or_else(|| contributors(facts).map(|(number, _)| number));
}

/// Where the charter says that the company's shares are traded on an exchange: 于2010年在上海证券交易所上市.
fn listed(charter: &ReadCharter<'_>) -> Option<Label> {
    const BOARDS: [&str; 5] = ["主板", "科创板", "创业板", "中小板", "中小企业板"];
    let prose = charter.charter.prose();
    let told = |i: &usize| {
        let text = charter.sentence_text(*i);
        let traded = text.match_indices("证券交易所").any(|(at, word)| {
            let behind = &text[at + word.len()..];
            let behind = behind.trim_start_matches(['（', '）', '“', '”']);
            let behind = BOARDS.iter().find_map(|board| behind.strip_prefix(board)).unwrap_or(behind);
            behind
                .strip_prefix("挂牌")
                .unwrap_or(behind)
                .strip_prefix("上市")
                .is_some_and(|rest| !["规则", "公司", "委员", "的公司"].iter().any(|word| rest.starts_with(word)))
        });
        const OTHERS: [&str; 9] = ["拟", "如", "若", "申请", "子公司", "所属", "控股股东", "终止", "退市"];
        traded && !OTHERS.iter().any(|word| text.contains(word))
    };
    let found = prose.holding(&["证券交易所"]).into_iter().find(told)?;
    charter.label_whole(found)
}

/// How many different shareholders the charter names with what they contribute, if there are several, and the first.
fn contributors(facts: &CharterFacts) -> Option<(u32, &Fact)> {
    let mut names: Vec<&str> = Vec::new();
    let mut first = None;
    for fact in facts.all().iter().filter(|fact| fact.holds()) {
        let Statement::Contribution(row) = &fact.statement else { continue };
        if row.shareholder.chars().count() >= 4 && !names.contains(&row.shareholder.as_str()) {
            names.push(&row.shareholder);
            first = first.or(Some(fact));
        }
    }
    let number = u32::try_from(names.len()).ok().filter(|number| *number > 1)?;
    Some((number, first?))
}

/// A fact of the company that its documents state, as `dossier.toml` would say it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Known {
    /// The key under `[company]`.
    pub key: &'static str,
    /// The value, as TOML writes it.
    pub value: String,
    /// Where a document states it.
    pub evidence: Label,
}

/// What documents state otherwise than the profile: form, ownership, board and head counts. The Party organ has a rule
/// of its own.
pub(crate) fn contradicted(dossier: &Dossier, read: Option<&ReadCharter<'_>>, facts: &CharterFacts) -> Vec<Known> {
    let profile = &dossier.profile;
    let mut out = Vec::new();
    let mut push = |key, value: String, evidence: Option<Label>| {
        out.extend(evidence.map(|evidence| Known { key, value, evidence }));
    };
    if let Some(read) = read {
        if let (Some(stated), Some(found)) = (profile.form, form(read))
            && stated != found
        {
            push("form", found.as_str().to_owned(), read.charter.title().map(|span| read.label(span)));
        }
        if let (Some(stated), Some((found, label))) = (profile.ownership, ownership(read, facts))
            && stated != found
        {
            push("ownership", found.as_str().to_owned(), Some(label));
        }
        if let (Some(stated), Some((found, label))) = (profile.board, board(read))
            && stated != found
        {
            push("board", found.to_string(), Some(label));
        }
    }
    for (document, ledger) in dossier.organisation_ledgers() {
        let Some(unit) = ledger.own(profile.name.as_deref().unwrap_or_default()) else { continue };
        let counts = [
            ("party_members", profile.party_members, unit.members),
            ("full_party_members", profile.full_party_members, unit.full_members),
        ];
        for (key, stated, found) in counts {
            if let (Some(stated), Some(found)) = (stated, found)
                && stated != found
            {
                push(key, found.to_string(), Some(document.label(unit.row.span, unit.place())));
            }
        }
    }
    out
}

/// What a dossier's documents state of the company itself, in the order of the keys of `[company]`.
#[must_use]
pub fn known(dossier: &Dossier) -> Vec<Known> {
    let mut out = Vec::new();
    let mut push = |key, value: String, evidence: Option<Label>| {
        out.extend(evidence.map(|evidence| Known { key, value, evidence }));
    };
    let quoted = |word: &str| toml::Value::String(word.to_owned()).to_string();
    let mut name = dossier.profile.name.clone();
    if let Some(charter) = dossier.charter() {
        let read = ReadCharter::with(charter, crate::lexicon::Lexicon::builtin());
        let facts = CharterFacts::read(charter);
        let title = charter.title_text();
        let company = title.split("章程").next().filter(|name| name.ends_with("公司") || name.ends_with("集团"));
        if let Some(company) = company {
            push("name", quoted(company), charter.title().map(|span| read.label(span)));
            name = name.or_else(|| Some(company.to_owned()));
        }
        if let Some(form) = form(&read) {
            push("form", quoted(form.as_str()), charter.title().map(|span| read.label(span)));
        }
        let owned = ownership(&read, &facts);
        if let Some((ownership, label)) = &owned {
            push("ownership", quoted(ownership.as_str()), Some(label.clone()));
        }
        if let Some((board, label)) = board(&read) {
            // 公司设董事会 says it better than the first sentence that names it.
            let said = facts.all().iter().find(|fact| {
                matches!(fact.statement, Statement::Organ { organ: Organ::Board, exists } if exists == board)
                    && fact.holds()
            });
            let label = said.map_or(label, |fact| facts.label(charter, fact));
            push("board", board.to_string(), Some(label));
        }
        if let Some((organ, hit)) = organ_stated(&read) {
            push("party_organ", quoted(organ.as_str()), read.label_whole(hit.sentence));
        }
        if let Some(label) = listed(&read) {
            push("listed", "true".to_owned(), Some(label));
        }
        if let Some((Ownership::WhollyState, label)) = owned {
            push("shareholders", "1".to_owned(), Some(label));
        } else if let Some((number, fact)) = contributors(&facts) {
            push("shareholders", number.to_string(), Some(facts.label(charter, fact)));
        }
        let registered = facts.all().iter().find_map(|fact| match fact.statement {
            Statement::Day { event: Event::Registered, date } if date.is_day && fact.holds() => {
                Some((fact, date.last_day))
            }
            _ => None,
        });
        if let Some((fact, day)) = registered {
            push("registered_on", day.to_string(), Some(facts.label(charter, fact)));
        }
    }
    for (document, ledger) in dossier.organisation_ledgers() {
        let Some(unit) = ledger.own(name.as_deref().unwrap_or_default()) else { continue };
        let label = || Some(document.label(unit.row.span, unit.place()));
        if let Some(members) = unit.members {
            push("party_members", members.to_string(), label());
        }
        if let Some(full) = unit.full_members {
            push("full_party_members", full.to_string(), label());
        }
    }
    out
}

/// The form is part of the name, and the name of the title.
fn form(charter: &ReadCharter<'_>) -> Option<Form> {
    let title = crate::source::traditional::simplified(&charter.charter.title_text());
    if title.contains("股份有限公司") || title.contains("股份公司") {
        Some(Form::JointStock)
    } else if title.contains("有限责任公司") || title.contains("有限公司") {
        Some(Form::Limited)
    } else {
        None
    }
}

fn ownership(charter: &ReadCharter<'_>, facts: &CharterFacts) -> Option<(Ownership, Label)> {
    [
        ("OWNERSHIP-WHOLLY-STATE", Ownership::WhollyState),
        ("OWNERSHIP-FULLY-STATE", Ownership::FullyState),
        ("OWNERSHIP-CONTROLLED", Ownership::StateControlled),
        ("OWNERSHIP-MINORITY", Ownership::StateMinority),
    ]
    .into_iter()
    .find_map(|(concept, ownership)| {
        let sentence = charter.asserted(concept).first()?.sentence;
        Some((ownership, charter.label_whole(sentence)?))
    })
    // 公司是某市人民政府单独出资、由某机构履行出资人职责的国有独资公司: what a whole sentence states.
    .or_else(|| {
        let stated = |fact: &&Fact| matches!(fact.statement, Statement::Ownership { .. }) && fact.holds();
        let mut all = facts.all().iter().filter(stated);
        let first = all.next()?;
        let Statement::Ownership { ownership } = first.statement else { return None };
        all.all(|fact| fact.statement == first.statement).then_some(())?;
        Some((ownership, charter.label_whole(first.sentence)?))
    })
}

/// Whether there is a board, and where the text says so.
fn board(charter: &ReadCharter<'_>) -> Option<(bool, Label)> {
    for (concept, board) in [("NO-BOARD", false), ("HAS-BOARD", true)] {
        if let Some(label) = charter.labels(&charter.asserted(concept)).into_iter().next() {
            return Some((board, label));
        }
    }
    let chapter = charter.chapters_titled(&["董事会"]).next()?;
    Some((true, charter.label(chapter.label.cover(chapter.title))))
}

/// The form of the Party organ that a sentence names.
pub(crate) fn organ_named(charter: &ReadCharter<'_>, hit: &Hit) -> Option<PartyOrgan> {
    let text = charter.charter.prose().text().get(hit.span.range()).unwrap_or_default();
    let has = |class| charter.tokens_of(hit.sentence, class).any(|token| hit.span.encloses(token.span));
    if has("party-general-branch") || text.contains("总支") {
        Some(PartyOrgan::GeneralBranch)
    } else if has("party-branch-only") {
        Some(PartyOrgan::Branch)
    } else if text.contains("党组") && !text.contains("党组织") {
        Some(PartyOrgan::LeadingGroup)
    } else if has("party-committee") {
        Some(PartyOrgan::Committee)
    } else if has("party-full") {
        // The full name ends beyond the pattern's words: 中国共产党某某有限公司支部委员会.
        let sentence = charter.sentence_text(hit.sentence);
        // 《中国共产党章程》 comes before the name and is none.
        const TITLES: [&str; 8] = ["章程", "国有企业", "支部工作", "党组工作", "纪律", "中央", "第", "党内"];
        // 经中共某某总支部委员会批准，设立中国共产党……: the name that the words are about.
        let base = charter.charter.prose().sentences().get(hit.sentence).map_or(0, |sentence| sentence.span.start);
        let from = hit.span.start.saturating_sub(base) as usize;
        let named = |at: usize, name: &str| {
            at >= from && !TITLES.iter().any(|title| sentence[at + name.len()..].starts_with(title))
        };
        let rest = ["中国共产党", "中共"]
            .iter()
            .filter_map(|name| sentence.match_indices(name).map(|(at, _)| at).find(|&at| named(at, name)))
            .min()
            .map(|at| &sentence[at..])?;
        // 隶属于某某公司党总支: what the next clause says is of another.
        let rest = rest.split(['，', '。', '；']).next().unwrap_or(rest);
        let until = |word: &str| rest.find(word).filter(|at| *at < 150);
        let committee = until("委员会");
        let branch = until("支部");
        let general = until("总支");
        match (committee, branch, general) {
            (_, _, Some(_)) => Some(PartyOrgan::GeneralBranch),
            (Some(c), Some(b), _) if b < c => Some(PartyOrgan::Branch),
            (None, Some(_), _) => Some(PartyOrgan::Branch),
            (Some(_), _, _) => Some(PartyOrgan::Committee),
            _ => None,
        }
    } else {
        None
    }
}

/// The organ that the charter establishes; where several are named, the highest.
pub(crate) fn organ_stated(charter: &ReadCharter<'_>) -> Option<(PartyOrgan, Hit)> {
    let rank = |organ: PartyOrgan| match organ {
        PartyOrgan::LeadingGroup => 4,
        PartyOrgan::Committee => 3,
        PartyOrgan::GeneralBranch => 2,
        PartyOrgan::Branch => 1,
        PartyOrgan::None => 0,
    };
    let named = |hit: Hit| organ_named(charter, &hit).map(|organ| (organ, hit));
    // The first statement wins among equals; 党委下设党支部 names both, and the committee is the company's.
    charter
        .asserted("ORG-NAMED")
        .into_iter()
        .filter_map(named)
        .reduce(|best, next| if rank(next.0) > rank(best.0) { next } else { best })
}

fn party_organ(charter: &ReadCharter<'_>) -> Option<PartyOrgan> {
    organ_stated(charter).map(|(organ, _)| organ)
}
