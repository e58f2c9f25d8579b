//! Promise: every place that is reported can be pointed at: spans slice, stand inside those that hold them, and together make
//! up the text; addresses name one place each and lead back to it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod samples;

use std::collections::HashMap;
use std::sync::Arc;

use charterlint::facts::{CharterFacts, Statement};
use charterlint::model::charter::{Article, Item, Paragraph};
use charterlint::{Address, Charter, Checking, Content, Dossier, Label, RuleSet, Source, Span};
use proptest::prelude::*;
use samples::{Sample, cases, fixtures, how_many, random};

fn charter(text: &str) -> Charter {
    Charter::read(Arc::new(Source::new("章程.txt", text).unwrap()))
}

/// That a span slices and stands inside another.
fn inside(source: &Source, inner: Span, outer: Span, what: &str) {
    assert!(source.text().get(inner.range()).is_some(), "{what}: {inner:?} does not slice");
    assert!(inner.is_empty() || outer.encloses(inner), "{what}: {inner:?} is not in {outer:?}");
}

/// That spans follow one another.
fn in_order(spans: impl Iterator<Item = Span>, what: &str) {
    let mut end = 0;
    for span in spans.filter(|span| !span.is_empty()) {
        assert!(end <= span.start, "{what}: {span:?} begins before {end}");
        end = span.end;
    }
}

fn items(source: &Source, items: &[Item], outer: Span) {
    in_order(items.iter().map(|item| item.span), "items");
    for item in items {
        inside(source, item.span, outer, "item");
        inside(source, item.label, item.span, "item's label");
        self::items(source, &item.items, item.span);
    }
}

/// Nesting and order of everything in a charter.
fn nested(charter: &Charter) {
    let source = charter.source();
    let whole = Span::from(0..source.text().len());
    let parts = charter.parts();
    assert_eq!((parts[0].span.start, parts[parts.len() - 1].span.end), (0, whole.end));
    assert!(parts.windows(2).all(|pair| pair[0].span.end == pair[1].span.start), "parts leave a gap");
    for part in parts {
        inside(source, part.span, whole, "part");
        inside(source, part.heading.unwrap_or_default(), part.span, "part's heading");
    }
    for span in charter.title().into_iter().chain(charter.signature()) {
        inside(source, span, whole, "title or signature");
    }
    for entry in charter.contents() {
        inside(source, entry.label, whole, "contents");
        inside(source, entry.title, whole, "contents");
    }
    in_order(charter.chapters().iter().map(|chapter| chapter.span), "chapters");
    for (i, chapter) in charter.chapters().iter().enumerate() {
        inside(source, chapter.span, parts[chapter.part].span, "chapter");
        inside(source, chapter.label, chapter.span, "chapter's label");
        inside(source, chapter.title, chapter.span, "chapter's title");
        in_order(chapter.sections.iter().map(|section| section.span), "sections");
        for section in &chapter.sections {
            inside(source, section.span, chapter.span, "section");
            inside(source, section.label, section.span, "section's label");
            inside(source, section.title, section.span, "section's title");
            for article in &charter.articles()[section.articles.clone()] {
                inside(source, article.span, section.span, "article in section");
            }
        }
        for article in &charter.articles()[chapter.articles.clone()] {
            assert_eq!(article.chapter, Some(i));
            inside(source, article.span, chapter.span, "article in chapter");
        }
    }
    in_order(charter.articles().iter().map(|article| article.span), "articles");
    for article in charter.articles() {
        inside(source, article.span, parts[article.part].span, "article");
        inside(source, article.label, article.span, "article's label");
        in_order(article.paragraphs.iter().map(|paragraph| paragraph.span), "paragraphs");
        for paragraph in &article.paragraphs {
            inside(source, paragraph.span, article.span, "paragraph");
            items(source, &paragraph.items, paragraph.span);
        }
    }
}

/// That the sentences are the prose, and stand in the source in order.
fn sentences(charter: &Charter) {
    let (source, prose) = (charter.source(), charter.prose());
    let joined: String = prose.sentences().iter().map(|sentence| prose.sentence_text(sentence)).collect();
    assert_eq!(joined, prose.text());
    let places: Vec<Span> = prose.sentences().iter().map(|sentence| prose.to_source(sentence.span)).collect();
    in_order(places.iter().copied(), "sentences");
    for (sentence, place) in prose.sentences().iter().zip(places) {
        inside(source, place, charter.articles()[sentence.article].span, "sentence");
        assert!(sentence.lead.is_none_or(|lead| prose.sentences()[lead].span.end <= sentence.span.start));
    }
}

/// The spans that hold no other: headings, labels, words.
fn leaves(charter: &Charter) -> Vec<Span> {
    fn words(items: &[Item], span: Span, out: &mut Vec<Span>) {
        let mut at = span.start;
        for item in items {
            out.push(Span::new(at, item.span.start));
            out.push(item.label);
            words(&item.items, Span::new(item.label.end, item.span.end), out);
            at = item.span.end;
        }
        out.push(Span::new(at, span.end));
    }
    let mut out: Vec<Span> = charter.title().into_iter().chain(charter.signature()).collect();
    out.extend(charter.parts().iter().filter_map(|part| part.heading));
    for chapter in charter.chapters() {
        out.extend([chapter.label, chapter.title]);
        out.extend(chapter.sections.iter().flat_map(|section| [section.label, section.title]));
    }
    for article in charter.articles() {
        out.push(article.label);
        for paragraph in &article.paragraphs {
            words(&paragraph.items, paragraph.span, &mut out);
        }
    }
    out.retain(|span| !span.is_empty());
    out.sort_unstable();
    out.dedup();
    out
}

/// What stands between the leaves, in lines.
fn rest(charter: &Charter) -> Vec<String> {
    let text = charter.source().text();
    let mut at = 0;
    let mut out = String::new();
    for leaf in leaves(charter) {
        assert!(leaf.start >= at || leaf.end <= at, "{leaf:?} overlaps what ends at {at}");
        out.push_str(text.get(at as usize..leaf.start as usize).unwrap_or_default());
        at = at.max(leaf.end);
    }
    out.push_str(&text[at as usize..]);
    let mark = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '-' | '+');
    out.lines().map(|line| line.trim_matches(mark).to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The words of an address lead back to the place.
fn resolve(charter: &Charter, address: &Address) -> Option<Span> {
    let compact = |span: Span| charter.source().slice(span).split_whitespace().collect::<String>();
    let part = charter.parts().iter().position(|part| part.label == address.part)?;
    let named =
        |article: &&Article| article.part == part && article.is_numbered() && compact(article.label) == address.article;
    let article = charter.articles().iter().find(named)?;
    let paragraph: &Paragraph = match address.paragraph {
        Some(number) => article.paragraphs.get(number as usize - 1)?,
        None if article.paragraphs.len() > 1 => return None,
        None => article.paragraphs.first()?,
    };
    let (mut span, mut items) = (paragraph.span, &paragraph.items);
    for label in &address.items {
        let item = items.iter().find(|item| compact(item.label) == *label)?;
        (span, items) = (item.span, &item.items);
    }
    Some(span)
}

/// Every paragraph and item with its address.
fn places(charter: &Charter) -> Vec<(Span, Address)> {
    fn all(charter: &Charter, items: &[Item], out: &mut Vec<(Span, Address)>) {
        for item in items {
            out.push((item.span, charter.address(item.span.start)));
            all(charter, &item.items, out);
        }
    }
    let mut out = Vec::new();
    for article in charter.articles().iter().filter(|article| article.is_numbered()) {
        for paragraph in &article.paragraphs {
            // A paragraph that begins with an item has no words of its own to cite.
            if paragraph.items.first().is_none_or(|item| item.span.start > paragraph.span.start) {
                out.push((paragraph.span, charter.address(paragraph.span.start)));
            }
            all(charter, &paragraph.items, &mut out);
        }
    }
    out
}

/// Every label that a report shows.
fn labels(dossier: &Dossier, sample: &Sample) -> usize {
    let report = RuleSet::builtin().check_dossier(dossier, &Checking::on(sample.as_of));
    let found: Vec<&Label> = report
        .results
        .iter()
        .flat_map(|result| result.evidence().iter().chain(result.findings().iter().flat_map(|f| &f.labels)))
        .collect();
    for label in &found {
        let text = label.source.text();
        assert!(text.get(label.span.range()).is_some(), "{}: {:?} of {}", sample.name, label.span, label.place);
        assert!(!label.place.is_empty(), "{}: no place for {}", sample.name, label.text());
    }
    found.len()
}

#[test]
fn numbers_that_stand_in_lines_of_their_own() {
    for (text, words) in [
        ("公司注册资本为人民币\n5000\n万元，由股东认缴。", "人民币5000万元"),
        ("公司注册资本为人民币\n  5000\n万元，由股东认缴。", "人民币5000万元"),
        // Far to the right or above an article it is the page's.
        ("公司接受国有资产监督\n            7\n管理机构的监督。", "国有资产监督管理机构"),
        ("公司依法设立。\n7\n第二条　公司依法经营。", "依法设立。公司依法经营"),
        ("公司依法设立。\n7\n公司依法经营。", "依法设立。7"),
    ] {
        let charter = charter(&format!("青岚水务有限公司章程\n第一条　{text}\n"));
        let prose = charter.prose().text();
        assert!(prose.contains(words), "{text:?}: {prose}");
    }
}

/// Lines that end where `|` stands, beside others that end in the middle of a sentence, and the paragraphs that they are.
#[test]
fn ends_of_lines_and_of_paragraphs() {
    const OTHERS: &str =
        "公司依照法律、行政法规和国有资产监督管理的有关规定开展经营活|动，接受履行出资人职责的机构的监督管理。";
    for (words, paragraphs, items) in [
        ("董事会定战略、作决策|、防风险，行使下列职权：召集股东会。", 1, 0),
        ("经依法登记，公司的经|营范围：供水、排水。", 1, 0),
        ("董事会设在临江市青岚区，与公司同在一处，住所为滨江|大道一号，邮政编码：458000。", 1, 0),
        ("公司的营业执照由市场监督管理部门颁发后公司的|住所：临江市滨江大道一号。", 1, 0),
        ("公司名称：青岚水务有限公司。公司住所：|临江市滨江大道一号。", 1, 0),
        ("公司名称和住所|公司名称：青岚水务有限公司|公司住所：临江市滨江大道一号", 3, 0),
        ("公司的对外担保按照本章程|第二条的规定办理，由董事会决定。", 1, 0),
        // What goes on is no item, and what follows a blank line is one.
        ("董事会可以将本条（一）、|（四）职权授予董事长。", 1, 0),
        ("董事会行使下列职权||（一）召集股东会||（二）执行股东会的决议", 1, 2),
        ("董事会行使下列职权：|召集股东会；|执行股东会的决议。", 3, 0),
    ] {
        for end in ["\n", "\r\n", "\r"] {
            let others: String = (2..8).map(|i| format!("第{}条　{OTHERS}|", random::chinese(i))).collect();
            let text = format!("青岚水务有限公司章程|第一条　{words}|{others}").replace('|', end);
            let charter = charter(&text);
            let articles = charter.articles();
            let found: Vec<usize> = articles.iter().map(|article| article.paragraphs.len()).collect();
            assert_eq!(found, [paragraphs, 1, 1, 1, 1, 1, 1], "{words} {end:?}");
            assert_eq!(articles[0].paragraphs[0].items.len(), items, "{words} {end:?}");
        }
    }
}

#[test]
fn a_power_is_shown_by_its_words() {
    let charter = charter("甲乙有限公司章程\n第一条 董事会行使下列职权：决定公司经营计划；制订年度财务预算方案。\n");
    let facts = CharterFacts::read(&charter);
    let powers = facts.all().iter().filter(|fact| matches!(fact.statement, Statement::Power { .. }));
    let words: Vec<String> = powers.map(|fact| facts.label(&charter, fact).text().to_owned()).collect();
    assert_eq!(words, ["决定公司经营计划", "制订年度财务预算方案"]);
}

#[test]
fn a_reference_is_shown_by_its_words() {
    let text = "甲乙有限公司章程\n第一条 董事会依照本章程第九条的规定行使职权。\n";
    let builder = Dossier::builder().config("[company]\nownership = \"wholly-state\"\n").unwrap();
    let dossier = builder.add_text("章程.txt", text).unwrap().build().unwrap();
    let rules = RuleSet::builtin().filtered(|meta| meta.code.as_str() == "charter-contents/sound-numbering");
    let report = rules.check_with(&dossier, &Checking::on("2026-11-23".parse().unwrap()));
    let labels: Vec<&Label> = report.findings().flat_map(|finding| &finding.labels).collect();
    assert_eq!(labels.iter().map(|label| label.text()).collect::<Vec<_>>(), ["第九条"]);
}

#[test]
fn spans_of_all_samples() {
    let (mut charters, mut shown) = (0, 0);
    let mut addresses = 0;
    let mut wrong = Vec::new();
    let mut samples = fixtures();
    samples.extend(cases("charter").into_iter().step_by(how_many(12, 1)));
    for sample in &samples {
        let dossier = sample.dossier();
        for document in &dossier.documents {
            inside(&document.source, document.span, Span::from(0..document.source.text().len()), &sample.name);
            for unread in &document.unread {
                inside(&document.source, unread.span, document.span, "what was not understood");
            }
            match &document.content {
                Content::Charter(charter) => {
                    charters += 1;
                    nested(charter);
                    sentences(charter);
                    let mut seen: HashMap<String, Span> = HashMap::new();
                    for (span, address) in places(charter) {
                        addresses += 1;
                        if let Some(other) = seen.insert(address.to_string(), span) {
                            wrong.push(format!("{}: {address} names {other:?} and {span:?}", sample.name));
                        }
                        if resolve(charter, &address) != Some(span) {
                            wrong.push(format!("{}: {address} does not lead back to {span:?}", sample.name));
                        }
                    }
                }
                Content::List(list) => {
                    in_order(list.matters.iter().filter(|m| !m.continued).map(|matter| matter.span), "matters");
                    for matter in &list.matters {
                        inside(&document.source, matter.text_span, document.span, "matter's words");
                        for step in &matter.steps {
                            inside(&document.source, step.span, document.span, "step");
                        }
                    }
                }
                Content::Roster(roster) => {
                    for post in roster.people.iter().flat_map(|p| &p.entries).flat_map(|e| &e.posts) {
                        inside(&document.source, post.span, document.span, "post");
                    }
                }
                _ => {}
            }
        }
        if sample.expects.is_none() {
            shown += labels(&dossier, sample);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} dossiers, {charters} charters, {addresses} addresses, {shown} labels", samples.len());
    assert!(charters >= 30 && addresses >= 1_500 && shown >= 1_500, "{charters} {addresses} {shown}");
}

#[test]
fn nothing_of_the_sample_charters_is_lost() {
    for sample in fixtures() {
        let Some(at) = sample.charter() else { continue };
        let charter = charter(&sample.documents[at].1);
        let first = charter.chapters().first().map_or(0, |chapter| chapter.span.start);
        let cover = &charter.source().text()[..first as usize];
        for line in rest(&charter) {
            let furniture = line.starts_with("第") && line.contains('页') || line.chars().all(|c| c.is_ascii_digit());
            let header = charter.title_text().contains(&line.split_whitespace().collect::<String>());
            let mark = line.chars().all(|c| matches!(c, '—' | ' ') || c.is_ascii_digit());
            assert!(furniture || header || mark || cover.contains(&line), "{}: {line:?} is nowhere", sample.name);
        }
    }
}

#[test]
fn spans_of_texts_that_had_wrong_ones() {
    const TEXTS: [&str; 3] = [
        // What a sum belongs to ended within a character.
        "岚泽港航物流有限公司章程\n（一）岚泽市交通控股集团有限公司，认缴出资21,600万元，占注册资本的\n16.2 会议应当于召开十日前通知全体股东，全体股东一致同意的，可以缩短通知期。\n第二十三条　董事会可以将部分决策权授予董事长。\n",
        // A section below the signature.
        "岚泽港航物流有限公司章程\n第一章　总则\n第一条　公司依法设立。\n岚泽港航物流有限公司（盖章）\n第一节　其他\n",
        // A mark of a heading without a word.
        "岚泽港航物流有限公司章程\n公司依法设立。\n# \n公司依法经营。\n\n# 附则\n本章程自通过之日起施行。\n",
    ];
    for text in TEXTS {
        let charter = charter(text);
        nested(&charter);
        assert!((0..text.len() as u32).all(|at| !charter.address(at).to_string().is_empty()), "{text}");
        let dossier = Dossier::from_text("章程.txt", text).unwrap();
        let as_of = "2026-11-23".parse().unwrap();
        let sample = Sample { name: text.into(), config: String::new(), documents: Vec::new(), as_of, expects: None };
        assert!(labels(&dossier, &sample) > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: how_many(150, 5_000) as u32, ..ProptestConfig::default() })]

    #[test]
    fn spans_of_any_text(text in random::text()) {
        let charter = charter(&text);
        nested(&charter);
        sentences(&charter);
        for at in (0..text.len() as u32 + 2).step_by(7) {
            let position = charter.source().position(at);
            prop_assert!(position.line >= 1 && position.column >= 1 && position.utf16_column >= position.column);
            prop_assert!(!charter.address(at).to_string().is_empty());
        }
    }

    #[test]
    fn addresses_of_sound_charters(sound in random::charter()) {
        let charter = charter(&sound.text());
        nested(&charter);
        prop_assert_eq!(charter.articles().iter().filter(|a| a.is_numbered()).count(), sound.articles());
        let mut seen = HashMap::new();
        for (span, address) in places(&charter) {
            prop_assert_eq!(resolve(&charter, &address), Some(span), "{}", address);
            let other = seen.insert(address.to_string(), span);
            prop_assert_eq!(other, None, "{} names two places", address);
        }
        prop_assert!(rest(&charter).is_empty(), "{:?}", rest(&charter));
    }

    #[test]
    fn labels_of_any_documents(text in random::text(), table in random::table()) {
        let dossier = Dossier::builder().add_text("章程.txt", text).unwrap().add_text("名册.csv", table).unwrap().build();
        // Two charters in one text are refused.
        let Ok(dossier) = dossier else { return Ok(()) };
        let sample = Sample { name: "random".into(), config: String::new(), documents: Vec::new(), as_of: "2026-11-23".parse().unwrap(), expects: None };
        labels(&dossier, &sample);
    }
}
