//! Citations of articles that have moved, and of documents that are no longer in force.

use std::sync::OnceLock;

use serde::Deserialize;

use super::law::Law;
use crate::Verdict;
use crate::facts::{Fact, Statement};
use crate::model::charter::compact;
use crate::numeral;
use crate::rules::context::{Context, judge};

#[derive(Debug, Deserialize)]
struct Moved {
    old: Vec<u32>,
    new: Vec<u32>,
    #[serde(default)]
    see: Vec<u32>,
    topic: String,
    keywords: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Misquoted {
    key: String,
    old: Vec<u32>,
    new: Vec<u32>,
    topic: String,
    keywords: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Repealed {
    name: String,
    #[serde(default)]
    replaced_by: String,
}

#[derive(Debug, Default, Deserialize)]
struct Map {
    #[serde(default)]
    article: Vec<Moved>,
    #[serde(default)]
    misquoted: Vec<Misquoted>,
    #[serde(default)]
    repealed: Vec<Repealed>,
}

fn map() -> &'static Map {
    static MAP: OnceLock<Map> = OnceLock::new();
    MAP.get_or_init(|| toml::from_str(include_str!("../data/company-law-articles.toml")).unwrap_or_default())
}

fn has_all(text: &str, keywords: &[String]) -> bool {
    keywords.iter().all(|keyword| keyword.split('|').any(|word| text.contains(word)))
}

fn articles(numbers: &[u32]) -> String {
    let names: Vec<String> = numbers.iter().map(|n| format!("第{}条", numeral::to_chinese(u64::from(*n)))).collect();
    names.join("、")
}

pub(super) fn current_citations(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let map = map();
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let listed = in_lists(context, &mut findings);
    let law = match Law::of(context) {
        Ok(law) => law,
        Err(_) if listed => return Ok(judge(findings, evidence)),
        Err(early) => return Err(early),
    };
    for fact in law.facts() {
        let Statement::Citation { document, article } = &fact.statement else { continue };
        let sentence = law.charter.sentence_text(fact.sentence);
        let label = law.label(fact);
        let former = ["原《公司法》", "2018年修正", "2018年修订", "2013年修正", "修订前", "原公司法"]
            .iter()
            .any(|word| sentence.contains(word));
        if let Some(repealed) = map.repealed.iter().find(|repealed| document.contains(&repealed.name)) {
            let values = [("stated", document.as_str()), ("topic", ""), ("current", repealed.replaced_by.as_str())];
            findings.push(context.key("repealed-document").fill(&values).label(label).build());
            continue;
        }
        let Some(article) = article else { continue };
        let stated = format!("《{document}》第{}条", numeral::to_chinese(u64::from(*article)));
        let mut push = |key: &str, topic: &str, current: &str| {
            let values = [("stated", stated.as_str()), ("topic", topic), ("current", current)];
            findings.push(context.key(key).fill(&values).label(label.clone()).build());
        };
        if document.contains("公司法") && !document.contains("实施") && !former {
            // The clause tells the topic where it does; else the sentence: 依照第十八条设立党组织，依照第十七条组织工会.
            let moved = match topic(*article, clause_of(&law, fact)) {
                Topic::Unknown => moved_to(*article, sentence).map_or(Topic::Unknown, Topic::Moved),
                told => told,
            };
            let Topic::Moved(moved) = moved else {
                evidence.push(label.clone());
                continue;
            };
            let current = if moved.new.is_empty() { articles(&moved.see) } else { articles(&moved.new) };
            push("company-law", &moved.topic, &current);
            continue;
        }
        let by_document = map.misquoted.iter().find(|m| {
            let named = match m.key.as_str() {
                "party-constitution" => document.contains("中国共产党章程") || document.contains("党章"),
                _ => document.contains("国有企业基层组织工作条例"),
            };
            named && m.old.contains(article) && has_all(sentence, &m.keywords)
        });
        match by_document {
            Some(misquoted) => push(&misquoted.key, &misquoted.topic, &articles(&misquoted.new)),
            None => evidence.push(label.clone()),
        }
    }
    Ok(judge(findings, evidence))
}

/// What the words around a citation say that the cited article is about.
enum Topic {
    /// Nothing that the map knows.
    Unknown,
    /// What the article is about today.
    Current,
    /// What stands in another article today.
    Moved(&'static Moved),
}

fn topic(article: u32, words: &str) -> Topic {
    let about: Vec<&'static Moved> = map()
        .article
        .iter()
        .filter(|m| (m.old.contains(&article) || m.new.contains(&article)) && has_all(words, &m.keywords))
        .collect();
    // The more words it takes to know a topic, the surer it is; what is right today wins among equals.
    let best = about.into_iter().max_by_key(|m| (m.keywords.len(), m.new.contains(&article)));
    match best {
        None => Topic::Unknown,
        Some(best) if best.new.contains(&article) => Topic::Current,
        Some(best) => Topic::Moved(best),
    }
}

/// Where an article's topic stands today, by the words of a whole sentence, which may speak of other articles too.
fn moved_to(article: u32, words: &str) -> Option<&'static Moved> {
    let old = || map().article.iter().filter(|m| m.old.contains(&article) && has_all(words, &m.keywords));
    let most = old().map(|m| m.keywords.len()).max()?;
    let mut best = old().filter(|m| m.keywords.len() == most);
    if best.clone().any(|m| m.new.contains(&article)) { None } else { best.next() }
}

/// The clause that a citation stands in.
fn clause_of<'a>(law: &Law<'a>, fact: &Fact) -> &'a str {
    const MARKS: [char; 4] = ['，', '；', '。', '：'];
    let sentence = law.charter.sentence_text(fact.sentence);
    let start = law.charter.charter.prose().sentences().get(fact.sentence).map_or(0, |s| s.span.start);
    let place = fact.span.start.saturating_sub(start) as usize;
    let (Some(before), Some(after)) = (sentence.get(..place), sentence.get(place..)) else { return sentence };
    let start = before.rfind(MARKS).map_or(0, |i| i + '，'.len_utf8());
    let end = after.find(MARKS).map_or(sentence.len(), |i| place + i);
    &sentence[start..end]
}

/// Citations in the lists' column of bases, whose topic is the row's matter. Whether any list cites.
fn in_lists(context: &Context<'_>, findings: &mut Vec<crate::Finding>) -> bool {
    let mut any = false;
    for listed in context.facts.matters().all() {
        // The basis has a column of its own, or stands in brackets behind the matter.
        let (words, span) = match &listed.matter.basis {
            Some(basis) => (basis.text.clone(), basis.span),
            None => (compact(listed.document.source.slice(listed.matter.span)), listed.matter.span),
        };
        for (at, _) in words.match_indices("公司法》第") {
            any = true;
            let rest = &words[at + "公司法》第".len()..];
            let digits: String = rest.chars().take_while(|c| numeral::is_numeral(*c)).collect();
            let Some(article) = numeral::parse(&digits).and_then(|n| u32::try_from(n).ok()) else { continue };
            // What the citation itself says of its topic comes before what the matter is.
            let said = rest.split(['，', '；', '。', '）', ')', ';']).next().unwrap_or_default();
            let whole = format!("{}{}", listed.matter.text, words);
            let moved = match topic(article, said) {
                Topic::Unknown => {
                    let hits: Vec<&Moved> = map()
                        .article
                        .iter()
                        .filter(|m| m.old.contains(&article) && has_all(&whole, &m.keywords))
                        .collect();
                    if hits.iter().any(|m| m.new.contains(&article)) { None } else { hits.first().copied() }
                }
                Topic::Current => None,
                Topic::Moved(moved) => Some(moved),
            };
            let Some(moved) = moved else { continue };
            let stated = format!("《公司法》第{digits}条");
            let current = if moved.new.is_empty() { articles(&moved.see) } else { articles(&moved.new) };
            let values = [("stated", stated.as_str()), ("topic", moved.topic.as_str()), ("current", current.as_str())];
            let label = listed.document.label(span, listed.matter.place.clone());
            findings.push(context.key("company-law").fill(&values).label(label).build());
        }
    }
    any
}
